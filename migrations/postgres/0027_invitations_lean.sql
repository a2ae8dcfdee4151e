-- Only secrets that there are stand in the indexes of secrets: a file of ten thousand people writes two entries less for each.
alter table invitations rename to invitations_before;
alter index invitations_pkey rename to invitations_before_pkey;
drop index invitations_waiting;

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
    mailed_hash bytea,
    copied_hash bytea,
    mail_id text collate "C",
    sent_at bigint,
    failure text collate "C",
    opened_at bigint,
    accepted_at bigint,
    revoked_at bigint,
    primary key (workspace_id, id)
);

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
