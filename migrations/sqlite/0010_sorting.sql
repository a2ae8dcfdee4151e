-- Tags, and the conversations that carry them.
create table tags (
    workspace_id text not null references workspaces (id),
    id text not null,
    name text not null,
    name_key text not null,
    colour text not null,
    created_at integer not null,
    primary key (workspace_id, id),
    unique (workspace_id, name_key)
);
create table conversation_tags (
    workspace_id text not null,
    conversation_id text not null,
    tag_id text not null,
    primary key (workspace_id, conversation_id, tag_id),
    foreign key (workspace_id, conversation_id) references conversations (workspace_id, id),
    foreign key (workspace_id, tag_id) references tags (workspace_id, id) on delete cascade
);
create index conversation_tags_by_tag on conversation_tags (workspace_id, tag_id, conversation_id);

-- Texts that the team writes again and again.
create table canned_replies (
    workspace_id text not null references workspaces (id),
    id text not null,
    shortcut text not null,
    title text not null,
    content text not null,
    created_at integer not null,
    updated_at integer not null,
    primary key (workspace_id, id),
    unique (workspace_id, shortcut)
);

-- Filters of the inbox that a member keeps for themselves.
create table views (
    workspace_id text not null references workspaces (id),
    account_id text not null,
    id text not null,
    name text not null,
    filter text not null,
    created_at integer not null,
    primary key (workspace_id, account_id, id)
);

-- Put aside until then; null is not put aside, or until the customer writes.
alter table conversations add column snoozed_until integer;
create index conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;
