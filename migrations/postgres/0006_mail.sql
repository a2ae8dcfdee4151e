-- The address that a person wants to move to, until it is confirmed. A person who deleted their account leaves only the
-- name beside what they wrote: the address and the password are gone.
alter table accounts add column new_email text collate "C";
alter table accounts add column deleted_at bigint;

-- What is to be mailed, written with its cause. The words are made when it is sent: a link's secret is never kept here.
create table mails (
    id text collate "C" primary key,
    account_id text collate "C",
    recipient text collate "C" not null,
    letter text collate "C" not null,
    created_at bigint not null,
    tries bigint not null,
    next_try_at bigint,
    sent_at bigint,
    given_up_at bigint,
    answer text collate "C"
);
create index mails_waiting on mails (next_try_at, id) where next_try_at is not null;

-- What a link in a mail is good for, once. Only the hash of its secret is kept.
create table links (
    token_hash bytea primary key,
    account_id text collate "C" not null references accounts (id) on delete cascade,
    purpose text collate "C" not null,
    email text collate "C" not null,
    expires_at bigint not null
);
create index links_by_account on links (account_id, purpose);
create index links_by_email on links (email);
create index links_by_age on links (expires_at);

-- A person's picture, as they sent it, without what a camera notes beside it.
create table pictures (
    id text collate "C" primary key,
    account_id text collate "C" not null unique references accounts (id) on delete cascade,
    content_type text collate "C" not null,
    bytes bytea not null
);
