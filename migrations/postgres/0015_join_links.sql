-- How people come in by themselves: by a link, a domain, both or not at all; and what each of these ways gives. Where a role
-- or a tier is null, the rulebook's default.
alter table workspaces add column auto_join text collate "C" not null default 'link';
alter table workspaces add column link_role text collate "C";
alter table workspaces add column link_tier text collate "C";
alter table workspaces add column domain_role text collate "C";
alter table workspaces add column domain_tier text collate "C";

-- A link that whoever holds it may come in by. Only the hash of its secret is kept.
create table join_links (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    token_hash bytea not null unique,
    role text collate "C" not null,
    tier text collate "C" not null,
    max_uses bigint,
    used bigint not null,
    expires_at bigint,
    made_by text collate "C" not null,
    made_by_name text collate "C" not null,
    created_at bigint not null,
    revoked_at bigint,
    primary key (workspace_id, id)
);

-- Who came by which link.
create table link_uses (
    workspace_id text collate "C" not null,
    link_id text collate "C" not null,
    account_id text collate "C" not null,
    name text collate "C" not null,
    at bigint not null,
    primary key (workspace_id, link_id, account_id),
    foreign key (workspace_id, link_id) references join_links (workspace_id, id) on delete cascade
);

-- Addresses, by their hashes, of people who were removed: no link and no domain lets them in again, only an invitation.
create table removed (
    workspace_id text collate "C" not null,
    email_hash bytea not null,
    at bigint not null,
    primary key (workspace_id, email_hash)
);
