create table customers (
    workspace_id text not null references workspaces (id),
    id text not null,
    name text,
    email text,
    external_id text,
    created_at integer not null,
    primary key (workspace_id, id)
);

create table channels (
    workspace_id text not null references workspaces (id),
    id text not null,
    type text not null,
    name text not null,
    config text not null,
    is_active boolean not null,
    created_at integer not null,
    primary key (workspace_id, id)
);

create table widgets (
    workspace_id text not null references workspaces (id),
    id text not null unique,
    channel_id text not null,
    name text not null,
    domain text not null,
    welcome_heading text not null,
    welcome_tagline text not null,
    primary_color text not null,
    show_online_badge boolean not null,
    logo_url text,
    config text not null,
    created_at integer not null,
    updated_at integer not null,
    primary key (workspace_id, id),
    unique (workspace_id, domain),
    foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

-- A browser that a widget has met.
create table visitors (
    workspace_id text not null,
    id text not null,
    widget_id text not null,
    customer_id text not null,
    token_hash blob not null unique,
    created_at integer not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, widget_id) references widgets (workspace_id, id) on delete cascade
);
create index visitors_by_widget on visitors (workspace_id, widget_id);

-- The foreign key of the assignee is a rule of the house: nobody outside the team holds a conversation.
create table conversations (
    workspace_id text not null,
    id text not null,
    customer_id text,
    channel_id text,
    channel_type text not null,
    status text not null,
    assignee_id text,
    created_at integer not null,
    updated_at integer not null,
    first_response_at integer,
    resolved_at integer,
    closed_at integer,
    handoff_reason text,
    handoff_at integer,
    message_count integer not null,
    preview_content text,
    preview_sender_type text,
    preview_sender_id text,
    preview_at integer,
    customer_wrote_at integer,
    team_read_at integer,
    customer_read_at integer,
    primary key (workspace_id, id),
    foreign key (workspace_id, assignee_id) references members (workspace_id, account_id)
);
create index conversations_by_status on conversations (workspace_id, status, updated_at, id);
create index conversations_by_assignee on conversations (workspace_id, assignee_id, status, updated_at, id);
create index conversations_by_channel on conversations (workspace_id, channel_id, status, updated_at, id);
create index conversations_by_customer on conversations (workspace_id, customer_id, created_at);
create index conversations_handed_off on conversations (workspace_id, handoff_at) where handoff_at is not null;

create table messages (
    workspace_id text not null,
    conversation_id text not null,
    id text not null,
    sender_type text not null,
    sender_id text,
    content text not null,
    attachments text not null,
    created_at integer not null,
    primary key (workspace_id, conversation_id, id)
) without rowid;
create index messages_of_team on messages (workspace_id, created_at) where sender_type = 'agent';

-- What was done to a conversation, beside its messages.
create table acts (
    workspace_id text not null,
    conversation_id text not null,
    id text not null,
    act text not null,
    by_account text,
    to_account text,
    created_at integer not null,
    primary key (workspace_id, conversation_id, id)
) without rowid;
