-- Files that are sent with messages. The bytes lie in the data folder under the workspace and the id; a row without a
-- message is an upload that nobody has sent yet.
create table attachments (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    uploaded_by text collate "C" not null,
    conversation_id text collate "C",
    message_id text collate "C",
    private boolean not null,
    name text collate "C" not null,
    size bigint not null,
    content_type text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, id)
);
create index attachments_unused on attachments (created_at) where message_id is null;

-- What the files of a workspace take, in bytes.
create table storage (
    workspace_id text collate "C" primary key references workspaces (id),
    bytes bigint not null
);
