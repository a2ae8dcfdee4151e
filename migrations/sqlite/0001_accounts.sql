-- A person's login. Lives outside workspaces.
create table accounts (
    id text primary key,
    email text not null unique,
    full_name text not null,
    password_hash text not null,
    is_verified boolean not null,
    is_google_account boolean not null,
    avatar_url text,
    created_at integer not null
);

-- One row a signed-in client; the token itself is never kept.
create table sessions (
    id text primary key,
    token_hash blob not null unique,
    account_id text not null references accounts (id) on delete cascade,
    workspace_id text,
    by_cookie boolean not null,
    user_agent text not null,
    created_at integer not null,
    last_used_at integer not null
);
create index sessions_by_account on sessions (account_id);

-- First answers to requests with an Idempotency-Key, kept 24 hours.
create table replies (
    account_id text not null,
    key text not null,
    request_hash blob not null,
    body text not null,
    created_at integer not null,
    primary key (account_id, key)
) without rowid;
create index replies_by_age on replies (created_at);
