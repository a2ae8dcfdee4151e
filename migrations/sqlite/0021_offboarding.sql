-- What was somebody's own in a workspace that they are out of: kept for 30 days and offered back where they come in again.
-- A person has one archive a workspace, and in it one row for each part that had something of theirs.
create table archives (
    workspace_id text not null references workspaces (id),
    account_id text not null,
    role text not null,
    tier text not null,
    archived_at integer not null,
    primary key (workspace_id, account_id)
) without rowid;
create index archives_by_age on archives (archived_at);
create index archives_by_account on archives (account_id);

create table archived_parts (
    workspace_id text not null,
    account_id text not null,
    part text not null,
    items text not null,
    primary key (workspace_id, account_id, part),
    foreign key (workspace_id, account_id) references archives (workspace_id, account_id) on delete cascade
);

-- When somebody whose access is turned off is removed, to whom what they hold goes then, and who planned it.
alter table members add column remove_at integer;
alter table members add column remove_heir text;
alter table members add column remove_by text;
alter table members add column remove_by_name text;
create index members_to_remove on members (remove_at) where remove_at is not null;

-- How many days each kind of data is kept (nothing: for ever), what the purge that is under way took so far, and where the
-- log begins once its oldest entries are cut off: the number and the seal of the last of those.
create table retention (
    workspace_id text not null references workspaces (id),
    conversations_days integer,
    activity_days integer,
    audit_days integer,
    next_at integer not null,
    conversations integer not null default 0,
    files integer not null default 0,
    activity integer not null default 0,
    audit integer not null default 0,
    log_cut integer not null default 0,
    log_seal text not null default '',
    primary key (workspace_id)
) without rowid;
create index retention_due on retention (next_at);
