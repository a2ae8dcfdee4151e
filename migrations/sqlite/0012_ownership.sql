-- Somebody whom the owner wants to hand the workspace to, until they accept or the day is over.
create table transfers (
    workspace_id text not null references workspaces (id),
    member_id text not null,
    nominated_by text not null,
    nominated_at integer not null,
    expires_at integer not null,
    primary key (workspace_id),
    foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

-- When a workspace that its owner deleted is purged, and the owner's name. Until then it works and can be restored.
alter table workspaces add column delete_at integer;
alter table workspaces add column deleted_by text;
create index workspaces_deleted on workspaces (delete_at) where delete_at is not null;
