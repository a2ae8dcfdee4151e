-- The address that a person wants to move to, until it is confirmed. A person who deleted their account leaves only the
-- name beside what they wrote: the address and the password are gone.
alter table accounts add column new_email text;
alter table accounts add column deleted_at integer;

-- What is to be mailed, written with its cause. The words are made when it is sent: a link's secret is never kept here.
create table mails (
    id text primary key,
    account_id text,
    recipient text not null,
    letter text not null,
    created_at integer not null,
    tries integer not null,
    next_try_at integer,
    sent_at integer,
    given_up_at integer,
    answer text
);
create index mails_waiting on mails (next_try_at, id) where next_try_at is not null;

-- What a link in a mail is good for, once. Only the hash of its secret is kept.
create table links (
    token_hash blob primary key,
    account_id text not null references accounts (id) on delete cascade,
    purpose text not null,
    email text not null,
    expires_at integer not null
) without rowid;
create index links_by_account on links (account_id, purpose);
create index links_by_email on links (email);
create index links_by_age on links (expires_at);

-- A person's picture, as they sent it, without what a camera notes beside it.
create table pictures (
    id text primary key,
    account_id text not null unique references accounts (id) on delete cascade,
    content_type text not null,
    bytes blob not null
);
