-- Files of people to bring in: looked at first, then worked through in pieces, which a restart only interrupts. A piece holds
-- its rows as JSON, each with what became of it.
create table imports (
    workspace_id text not null references workspaces (id),
    id text not null,
    state text not null,
    existing text,
    made_by text not null,
    made_by_name text not null,
    created_at integer not null,
    pieces integer not null,
    worked integer not null,
    mailed integer not null,
    total integer not null,
    done integer not null,
    failed integer not null,
    primary key (workspace_id, id)
) without rowid;
create index imports_waiting on imports (state, id) where state = 'running' or state = 'mailing';

create table import_pieces (
    workspace_id text not null,
    import_id text not null,
    piece integer not null,
    rows text not null,
    primary key (workspace_id, import_id, piece),
    foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
