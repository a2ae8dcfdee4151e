-- Domains that a workspace says are its own. `proof` is `dns` where a TXT record of the domain holds the token, `mailbox`
-- where a mailed code came back, and null before and after; `lost` says why a proof ended. The token is no secret.
create table domains (
    workspace_id text not null references workspaces (id),
    domain text not null,
    token text not null,
    proof text,
    proven_at integer,
    checked_at integer,
    next_check_at integer,
    lost text,
    code_email text,
    code_hash blob,
    code_until integer,
    added_by_name text not null,
    created_at integer not null,
    primary key (workspace_id, domain)
) without rowid;
create unique index domains_one_proven on domains (domain) where proof = 'dns';
create index domains_by_name on domains (domain);
create index domains_to_check on domains (next_check_at) where next_check_at is not null;
