-- One act on many people: looked at first, then carried out one by one, which a restart only interrupts. Of each person it is
-- kept how they stood when the list was fixed, what became of them, and what became of it when it was undone.
create table bulks (
    workspace_id text not null references workspaces (id),
    id text not null,
    act text not null,
    tier text,
    heir text,
    reason text,
    state text not null,
    made_by text not null,
    made_by_name text not null,
    via text not null,
    created_at integer not null,
    done_at integer,
    undone_by text,
    undone_by_name text,
    total integer not null,
    worked integer not null,
    primary key (workspace_id, id)
) without rowid;
create unique index bulks_one_at_a_time on bulks (workspace_id) where state = 'running' or state = 'undoing';

create table bulk_people (
    workspace_id text not null,
    bulk_id text not null,
    number integer not null,
    member_id text not null,
    account_id text,
    name text,
    role text,
    tier text,
    disabled_at integer,
    disabled_reason text,
    outcome text not null,
    why text,
    acted_at integer,
    undo text,
    undo_why text,
    primary key (workspace_id, bulk_id, number),
    foreign key (workspace_id, bulk_id) references bulks (workspace_id, id) on delete cascade
) without rowid;
