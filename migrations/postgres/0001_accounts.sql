-- A person's login. Lives outside workspaces.
create table accounts (
    id text collate "C" primary key,
    email text collate "C" not null unique,
    full_name text collate "C" not null,
    password_hash text collate "C" not null,
    is_verified boolean not null,
    is_google_account boolean not null,
    avatar_url text collate "C",
    created_at bigint not null
);

-- One row a signed-in client; the token itself is never kept.
create table sessions (
    id text collate "C" primary key,
    token_hash bytea not null unique,
    account_id text collate "C" not null references accounts (id) on delete cascade,
    workspace_id text collate "C",
    by_cookie boolean not null,
    user_agent text collate "C" not null,
    created_at bigint not null,
    last_used_at bigint not null
);
create index sessions_by_account on sessions (account_id);

-- First answers to requests with an Idempotency-Key, kept 24 hours.
create table replies (
    account_id text collate "C" not null,
    key text collate "C" not null,
    request_hash bytea not null,
    body text collate "C" not null,
    created_at bigint not null,
    primary key (account_id, key)
);
create index replies_by_age on replies (created_at);
