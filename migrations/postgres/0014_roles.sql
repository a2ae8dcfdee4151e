-- Roles that a workspace has beside those of its rulebook; `permissions` are names with commas between them.
create table roles (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text collate "C" not null,
    name_key text collate "C" not null,
    permissions text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, id),
    unique (workspace_id, name_key)
);

-- Replaced by each change of them; null where there never was one.
alter table workspaces add column roles_version text collate "C";
