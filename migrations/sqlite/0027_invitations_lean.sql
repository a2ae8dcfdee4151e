-- An invitation stands where its key says, and only secrets that there are stand in the indexes of secrets: a file of ten
-- thousand people writes each of them into two trees instead of five.
alter table invitations rename to invitations_before;
drop index invitations_waiting;

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
    mailed_hash blob,
    copied_hash blob,
    mail_id text,
    sent_at integer,
    failure text,
    opened_at integer,
    accepted_at integer,
    revoked_at integer,
    primary key (workspace_id, id)
) without rowid;

insert into invitations
select workspace_id, id, email, role, tier, welcome, invited_by, invited_by_name, created_at, expires_at, mailed_hash,
    copied_hash, mail_id, sent_at, failure, opened_at, accepted_at, revoked_at
from invitations_before;

drop table invitations_before;

-- One that waits for each address.
create unique index invitations_waiting on invitations (workspace_id, email)
    where accepted_at is null and revoked_at is null;
create unique index invitations_mailed on invitations (mailed_hash) where mailed_hash is not null;
create unique index invitations_copied on invitations (copied_hash) where copied_hash is not null;
