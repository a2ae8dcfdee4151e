create table customers (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text collate "C",
    email text collate "C",
    external_id text collate "C",
    created_at bigint not null,
    primary key (workspace_id, id)
);

create table channels (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    type text collate "C" not null,
    name text collate "C" not null,
    config text collate "C" not null,
    is_active boolean not null,
    created_at bigint not null,
    primary key (workspace_id, id)
);

create table widgets (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null unique,
    channel_id text collate "C" not null,
    name text collate "C" not null,
    domain text collate "C" not null,
    welcome_heading text collate "C" not null,
    welcome_tagline text collate "C" not null,
    primary_color text collate "C" not null,
    show_online_badge boolean not null,
    logo_url text collate "C",
    config text collate "C" not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (workspace_id, id),
    unique (workspace_id, domain),
    foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

-- A browser that a widget has met.
create table visitors (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    widget_id text collate "C" not null,
    customer_id text collate "C" not null,
    token_hash bytea not null unique,
    created_at bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, widget_id) references widgets (workspace_id, id) on delete cascade
);
create index visitors_by_widget on visitors (workspace_id, widget_id);

-- The foreign key of the assignee is a rule of the house: nobody outside the team holds a conversation.
create table conversations (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    customer_id text collate "C",
    channel_id text collate "C",
    channel_type text collate "C" not null,
    status text collate "C" not null,
    assignee_id text collate "C",
    created_at bigint not null,
    updated_at bigint not null,
    first_response_at bigint,
    resolved_at bigint,
    closed_at bigint,
    handoff_reason text collate "C",
    handoff_at bigint,
    message_count bigint not null,
    preview_content text collate "C",
    preview_sender_type text collate "C",
    preview_sender_id text collate "C",
    preview_at bigint,
    customer_wrote_at bigint,
    team_read_at bigint,
    customer_read_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, assignee_id) references members (workspace_id, account_id)
);
create index conversations_by_status on conversations (workspace_id, status, updated_at, id);
create index conversations_by_assignee on conversations (workspace_id, assignee_id, status, updated_at, id);
create index conversations_by_channel on conversations (workspace_id, channel_id, status, updated_at, id);
create index conversations_by_customer on conversations (workspace_id, customer_id, created_at);
create index conversations_handed_off on conversations (workspace_id, handoff_at) where handoff_at is not null;

create table messages (
    workspace_id text collate "C" not null,
    conversation_id text collate "C" not null,
    id text collate "C" not null,
    sender_type text collate "C" not null,
    sender_id text collate "C",
    content text collate "C" not null,
    attachments text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, conversation_id, id)
);
create index messages_of_team on messages (workspace_id, created_at) where sender_type = 'agent';

-- What was done to a conversation, beside its messages.
create table acts (
    workspace_id text collate "C" not null,
    conversation_id text collate "C" not null,
    id text collate "C" not null,
    act text collate "C" not null,
    by_account text collate "C",
    to_account text collate "C",
    created_at bigint not null,
    primary key (workspace_id, conversation_id, id)
);
