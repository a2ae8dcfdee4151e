-- What must reach somebody after the commit that caused it. A number per workspace is given on delivery.
create table outbox (
    workspace_id text not null,
    id text not null,
    event text not null,
    audience text not null,
    payload text not null,
    lasting boolean not null,
    seq integer,
    created_at integer not null,
    primary key (workspace_id, id)
);
create index outbox_waiting on outbox (id) where seq is null;
create unique index outbox_by_seq on outbox (workspace_id, seq) where seq > 0;

create table event_numbers (
    workspace_id text primary key,
    last integer not null
);

-- Who changed what, when, and by which right. Sealed into a chain of digests in commit order within a second.
create table audit (
    workspace_id text not null,
    id text not null,
    at integer not null,
    actor_id text not null,
    actor_name text not null,
    act text not null,
    object text not null,
    before text,
    after text,
    via text not null,
    number integer,
    digest text,
    primary key (workspace_id, id)
);
create index audit_waiting on audit (id) where number is null;
create unique index audit_by_number on audit (workspace_id, number) where number is not null;
