-- The tenant.
create table workspaces (
    id text primary key,
    name text not null,
    website text,
    industry text,
    team_size text,
    goal text,
    rulebook text not null,
    plan text not null,
    plan_since integer not null,
    switches text not null,
    created_at integer not null
);

-- An account in a workspace. Removing somebody deletes the row; the audit keeps who it was.
create table members (
    workspace_id text not null references workspaces (id),
    id text not null,
    account_id text not null references accounts (id),
    is_owner boolean not null,
    role text not null,
    tier text not null,
    status text not null,
    is_active boolean not null,
    invited_at integer not null,
    invited_by text,
    primary key (workspace_id, id),
    unique (workspace_id, account_id)
) without rowid;
create unique index members_one_owner on members (workspace_id) where is_owner;
create index members_by_account on members (account_id, invited_at);
