-- How people come in by themselves: by a link, a domain, both or not at all; and what each of these ways gives. Where a role
-- or a tier is null, the rulebook's default.
alter table workspaces add column auto_join text not null default 'link';
alter table workspaces add column link_role text;
alter table workspaces add column link_tier text;
alter table workspaces add column domain_role text;
alter table workspaces add column domain_tier text;

-- A link that whoever holds it may come in by. Only the hash of its secret is kept.
create table join_links (
    workspace_id text not null references workspaces (id),
    id text not null,
    token_hash blob not null unique,
    role text not null,
    tier text not null,
    max_uses integer,
    used integer not null,
    expires_at integer,
    made_by text not null,
    made_by_name text not null,
    created_at integer not null,
    revoked_at integer,
    primary key (workspace_id, id)
);

-- Who came by which link.
create table link_uses (
    workspace_id text not null,
    link_id text not null,
    account_id text not null,
    name text not null,
    at integer not null,
    primary key (workspace_id, link_id, account_id),
    foreign key (workspace_id, link_id) references join_links (workspace_id, id) on delete cascade
) without rowid;

-- Addresses, by their hashes, of people who were removed: no link and no domain lets them in again, only an invitation.
create table removed (
    workspace_id text not null,
    email_hash blob not null,
    at integer not null,
    primary key (workspace_id, email_hash)
) without rowid;
