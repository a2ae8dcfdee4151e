-- What must reach somebody after the commit that caused it. A number per workspace is given on delivery.
create table outbox (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    event text collate "C" not null,
    audience text collate "C" not null,
    payload text collate "C" not null,
    lasting boolean not null,
    seq bigint,
    created_at bigint not null,
    primary key (workspace_id, id)
);
create index outbox_waiting on outbox (id) where seq is null;
create unique index outbox_by_seq on outbox (workspace_id, seq) where seq > 0;

create table event_numbers (
    workspace_id text collate "C" primary key,
    last bigint not null
);

-- Who changed what, when, and by which right. Sealed into a chain of digests in commit order within a second.
create table audit (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    at bigint not null,
    actor_id text collate "C" not null,
    actor_name text collate "C" not null,
    act text collate "C" not null,
    object text collate "C" not null,
    before text collate "C",
    after text collate "C",
    via text collate "C" not null,
    number bigint,
    digest text collate "C",
    primary key (workspace_id, id)
);
create index audit_waiting on audit (id) where number is null;
create unique index audit_by_number on audit (workspace_id, number) where number is not null;
