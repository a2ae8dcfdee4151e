-- Somebody is asked to join. The link in the mail and the copied link have secrets of their own, of which only the hashes
-- are kept: only whoever used the mailed one has shown that they read the mail of the address.
create table invitations (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    email text collate "C" not null,
    role text collate "C" not null,
    tier text collate "C" not null,
    welcome text collate "C",
    invited_by text collate "C" not null,
    invited_by_name text collate "C" not null,
    created_at bigint not null,
    expires_at bigint not null,
    mailed_hash bytea unique,
    copied_hash bytea unique,
    mail_id text collate "C",
    sent_at bigint,
    failure text collate "C",
    opened_at bigint,
    accepted_at bigint,
    revoked_at bigint,
    primary key (workspace_id, id)
);
-- One that waits for each address.
create unique index invitations_waiting on invitations (workspace_id, email)
    where accepted_at is null and revoked_at is null;

-- How many mails of invitations a workspace has sent on a day (UTC), as days since 1970-01-01.
create table invitation_days (
    workspace_id text collate "C" not null,
    day bigint not null,
    mails bigint not null,
    primary key (workspace_id, day)
);
