-- One act on many people: looked at first, then carried out one by one, which a restart only interrupts. Of each person it is
-- kept how they stood when the list was fixed, what became of them, and what became of it when it was undone.
create table bulks (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    act text collate "C" not null,
    tier text collate "C",
    heir text collate "C",
    reason text collate "C",
    state text collate "C" not null,
    made_by text collate "C" not null,
    made_by_name text collate "C" not null,
    via text collate "C" not null,
    created_at bigint not null,
    done_at bigint,
    undone_by text collate "C",
    undone_by_name text collate "C",
    total bigint not null,
    worked bigint not null,
    primary key (workspace_id, id)
);
create unique index bulks_one_at_a_time on bulks (workspace_id) where state = 'running' or state = 'undoing';

create table bulk_people (
    workspace_id text collate "C" not null,
    bulk_id text collate "C" not null,
    number bigint not null,
    member_id text collate "C" not null,
    account_id text collate "C",
    name text collate "C",
    role text collate "C",
    tier text collate "C",
    disabled_at bigint,
    disabled_reason text collate "C",
    outcome text collate "C" not null,
    why text collate "C",
    acted_at bigint,
    undo text collate "C",
    undo_why text collate "C",
    primary key (workspace_id, bulk_id, number),
    foreign key (workspace_id, bulk_id) references bulks (workspace_id, id) on delete cascade
);
