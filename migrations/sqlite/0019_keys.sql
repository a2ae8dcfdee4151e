-- Keys by which programs act for a member, within a role of the key's own. Only the hash of the secret is kept; `prefix` is
-- what tells it apart on the page. A key goes with its maker.
create table keys (
    workspace_id text not null references workspaces (id),
    id text not null,
    member_id text not null,
    token_hash blob not null unique,
    prefix text not null,
    name text not null,
    role text not null,
    created_at integer not null,
    last_used_at integer,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references members (workspace_id, id)
) without rowid;
create index keys_by_member on keys (workspace_id, member_id);

-- By which key it was done, where it was done by one.
alter table audit add column key_id text;
alter table audit add column key_name text;
