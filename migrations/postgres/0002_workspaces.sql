-- The tenant.
create table workspaces (
    id text collate "C" primary key,
    name text collate "C" not null,
    website text collate "C",
    industry text collate "C",
    team_size text collate "C",
    goal text collate "C",
    rulebook text collate "C" not null,
    plan text collate "C" not null,
    plan_since bigint not null,
    switches text collate "C" not null,
    created_at bigint not null
);

-- An account in a workspace. Removing somebody deletes the row; the audit keeps who it was.
create table members (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    account_id text collate "C" not null references accounts (id),
    is_owner boolean not null,
    role text collate "C" not null,
    tier text collate "C" not null,
    status text collate "C" not null,
    is_active boolean not null,
    invited_at bigint not null,
    invited_by text collate "C",
    primary key (workspace_id, id),
    unique (workspace_id, account_id)
);
create unique index members_one_owner on members (workspace_id) where is_owner;
create index members_by_account on members (account_id, invited_at);
