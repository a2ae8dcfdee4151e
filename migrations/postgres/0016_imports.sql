-- Files of people to bring in: looked at first, then worked through in pieces, which a restart only interrupts. A piece holds
-- its rows as JSON, each with what became of it.
create table imports (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    state text collate "C" not null,
    existing text collate "C",
    made_by text collate "C" not null,
    made_by_name text collate "C" not null,
    created_at bigint not null,
    pieces bigint not null,
    worked bigint not null,
    mailed bigint not null,
    total bigint not null,
    done bigint not null,
    failed bigint not null,
    primary key (workspace_id, id)
);
create index imports_waiting on imports (state, id) where state = 'running' or state = 'mailing';

create table import_pieces (
    workspace_id text collate "C" not null,
    import_id text collate "C" not null,
    piece bigint not null,
    rows text collate "C" not null,
    primary key (workspace_id, import_id, piece),
    foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
