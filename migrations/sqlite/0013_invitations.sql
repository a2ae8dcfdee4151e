-- Somebody is asked to join. The link in the mail and the copied link have secrets of their own, of which only the hashes
-- are kept: only whoever used the mailed one has shown that they read the mail of the address.
create table invitations (
    workspace_id text not null references workspaces (id),
    id text not null,
    email text not null,
    role text not null,
    tier text not null,
    welcome text,
    invited_by text not null,
    invited_by_name text not null,
    created_at integer not null,
    expires_at integer not null,
    mailed_hash blob unique,
    copied_hash blob unique,
    mail_id text,
    sent_at integer,
    failure text,
    opened_at integer,
    accepted_at integer,
    revoked_at integer,
    primary key (workspace_id, id)
);
-- One that waits for each address.
create unique index invitations_waiting on invitations (workspace_id, email)
    where accepted_at is null and revoked_at is null;

-- How many mails of invitations a workspace has sent on a day (UTC), as days since 1970-01-01.
create table invitation_days (
    workspace_id text not null,
    day integer not null,
    mails integer not null,
    primary key (workspace_id, day)
) without rowid;
