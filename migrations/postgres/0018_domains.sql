-- Domains that a workspace says are its own. `proof` is `dns` where a TXT record of the domain holds the token, `mailbox`
-- where a mailed code came back, and null before and after; `lost` says why a proof ended. The token is no secret.
create table domains (
    workspace_id text collate "C" not null references workspaces (id),
    domain text collate "C" not null,
    token text collate "C" not null,
    proof text collate "C",
    proven_at bigint,
    checked_at bigint,
    next_check_at bigint,
    lost text collate "C",
    code_email text collate "C",
    code_hash bytea,
    code_until bigint,
    added_by_name text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, domain)
);
create unique index domains_one_proven on domains (domain) where proof = 'dns';
create index domains_by_name on domains (domain);
create index domains_to_check on domains (next_check_at) where next_check_at is not null;
