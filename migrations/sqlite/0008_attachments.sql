-- Files that are sent with messages. The bytes lie in the data folder under the workspace and the id; a row without a
-- message is an upload that nobody has sent yet.
create table attachments (
    workspace_id text not null references workspaces (id),
    id text not null,
    uploaded_by text not null,
    conversation_id text,
    message_id text,
    private boolean not null,
    name text not null,
    size integer not null,
    content_type text not null,
    created_at integer not null,
    primary key (workspace_id, id)
);
create index attachments_unused on attachments (created_at) where message_id is null;

-- What the files of a workspace take, in bytes.
create table storage (
    workspace_id text primary key references workspaces (id),
    bytes integer not null
);
