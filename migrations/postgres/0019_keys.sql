-- Keys by which programs act for a member, within a role of the key's own. Only the hash of the secret is kept; `prefix` is
-- what tells it apart on the page. A key goes with its maker.
create table keys (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    member_id text collate "C" not null,
    token_hash bytea not null unique,
    prefix text collate "C" not null,
    name text collate "C" not null,
    role text collate "C" not null,
    created_at bigint not null,
    last_used_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references members (workspace_id, id)
);
create index keys_by_member on keys (workspace_id, member_id);

-- By which key it was done, where it was done by one.
alter table audit add column key_id text collate "C";
alter table audit add column key_name text collate "C";
