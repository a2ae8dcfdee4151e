-- Somebody whom the owner wants to hand the workspace to, until they accept or the day is over.
create table transfers (
    workspace_id text collate "C" not null references workspaces (id),
    member_id text collate "C" not null,
    nominated_by text collate "C" not null,
    nominated_at bigint not null,
    expires_at bigint not null,
    primary key (workspace_id),
    foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

-- When a workspace that its owner deleted is purged, and the owner's name. Until then it works and can be restored.
alter table workspaces add column delete_at bigint;
alter table workspaces add column deleted_by text collate "C";
create index workspaces_deleted on workspaces (delete_at) where delete_at is not null;
