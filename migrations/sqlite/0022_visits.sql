-- Set and taken at the server's command line alone.
alter table accounts add column is_platform_admin boolean not null default false;

-- The owner may want to be asked before a platform admin comes in.
alter table workspaces add column visits_ask_first boolean not null default false;

-- Visits of platform admins. `state` is `waiting` for the owner, `approved` by them, `running` or `ended`; one that runs is
-- of one session. `ends_at` is when it is over by itself.
create table visits (
    workspace_id text not null references workspaces (id),
    id text not null,
    account_id text not null,
    session_id text not null,
    reason text not null,
    state text not null,
    asked_at integer not null,
    ends_at integer not null,
    primary key (workspace_id, id)
) without rowid;
create unique index visits_one on visits (workspace_id, account_id) where state <> 'ended';
create index visits_open on visits (account_id) where state <> 'ended';

-- What a visit has read: one row for each thing, however often.
create table visit_reads (
    workspace_id text not null,
    visit_id text not null,
    what text not null,
    primary key (workspace_id, visit_id, what),
    foreign key (workspace_id, visit_id) references visits (workspace_id, id)
) without rowid;

-- On which visit it was done, where it was done on one.
alter table audit add column visit_id text;
alter table audit add column visit_name text;
