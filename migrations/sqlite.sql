-- Generated from the migrations by `cargo xtask gen`. Do not edit.
CREATE TABLE accounts (
    id text primary key,
    email text not null unique,
    full_name text not null,
    password_hash text not null,
    is_verified boolean not null,
    is_google_account boolean not null,
    avatar_url text,
    created_at integer not null
, new_email text, deleted_at integer, is_platform_admin boolean not null default false);
CREATE TABLE sessions (
    id text primary key,
    token_hash blob not null unique,
    account_id text not null references accounts (id) on delete cascade,
    workspace_id text,
    by_cookie boolean not null,
    user_agent text not null,
    created_at integer not null,
    last_used_at integer not null
);
CREATE INDEX sessions_by_account on sessions (account_id);
CREATE TABLE replies (
    account_id text not null,
    key text not null,
    request_hash blob not null,
    body text not null,
    created_at integer not null,
    primary key (account_id, key)
) without rowid;
CREATE INDEX replies_by_age on replies (created_at);
CREATE TABLE workspaces (
    id text primary key,
    name text not null,
    website text,
    industry text,
    team_size text,
    goal text,
    rulebook text not null,
    plan text not null,
    plan_since integer not null,
    switches text not null,
    created_at integer not null
, logo_url text, time_zone text not null default 'UTC', delete_at integer, deleted_by text, roles_version text, auto_join text not null default 'link', link_role text, link_tier text, domain_role text, domain_tier text, visits_ask_first boolean not null default false, report_at integer default 0);
CREATE TABLE members (
    workspace_id text not null references workspaces (id),
    id text not null,
    account_id text not null references accounts (id),
    is_owner boolean not null,
    role text not null,
    tier text not null,
    status text not null,
    is_active boolean not null,
    invited_at integer not null,
    invited_by text, disabled_at integer, disabled_reason text, disabled_by text, remove_at integer, remove_heir text, remove_by text, remove_by_name text, came_by text, role_chosen boolean not null default false, tier_chosen boolean not null default false, welcomed boolean not null default false,
    primary key (workspace_id, id),
    unique (workspace_id, account_id)
) without rowid;
CREATE UNIQUE INDEX members_one_owner on members (workspace_id) where is_owner;
CREATE INDEX members_by_account on members (account_id, invited_at);
CREATE TABLE customers (
    workspace_id text not null references workspaces (id),
    id text not null,
    name text,
    email text,
    external_id text,
    created_at integer not null, fields text not null default '{}', page text, identified boolean not null default false, erased_at integer,
    primary key (workspace_id, id)
);
CREATE TABLE channels (
    workspace_id text not null references workspaces (id),
    id text not null,
    type text not null,
    name text not null,
    config text not null,
    is_active boolean not null,
    created_at integer not null,
    primary key (workspace_id, id)
);
CREATE TABLE widgets (
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
CREATE TABLE visitors (
    workspace_id text not null,
    id text not null,
    widget_id text not null,
    customer_id text not null,
    token_hash blob not null unique,
    created_at integer not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, widget_id) references widgets (workspace_id, id) on delete cascade
);
CREATE INDEX visitors_by_widget on visitors (workspace_id, widget_id);
CREATE TABLE conversations (
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
    customer_read_at integer, snoozed_until integer,
    primary key (workspace_id, id),
    foreign key (workspace_id, assignee_id) references members (workspace_id, account_id)
);
CREATE INDEX conversations_by_status on conversations (workspace_id, status, updated_at, id);
CREATE INDEX conversations_by_assignee on conversations (workspace_id, assignee_id, status, updated_at, id);
CREATE INDEX conversations_by_channel on conversations (workspace_id, channel_id, status, updated_at, id);
CREATE INDEX conversations_by_customer on conversations (workspace_id, customer_id, created_at);
CREATE INDEX conversations_handed_off on conversations (workspace_id, handoff_at) where handoff_at is not null;
CREATE TABLE messages (
    workspace_id text not null,
    conversation_id text not null,
    id text not null,
    sender_type text not null,
    sender_id text,
    content text not null,
    attachments text not null,
    created_at integer not null, private boolean not null default false,
    primary key (workspace_id, conversation_id, id)
) without rowid;
CREATE TABLE acts (
    workspace_id text not null,
    conversation_id text not null,
    id text not null,
    act text not null,
    by_account text,
    to_account text,
    created_at integer not null,
    primary key (workspace_id, conversation_id, id)
) without rowid;
CREATE TABLE event_numbers (
    workspace_id text primary key,
    last integer not null
);
CREATE TABLE audit (
    workspace_id text not null,
    id text not null,
    at integer not null,
    actor_id text not null,
    actor_name text not null,
    act text not null,
    object text not null,
    before text,
    after text,
    via text not null,
    number integer,
    digest text, key_id text, key_name text, visit_id text, visit_name text, salts text,
    primary key (workspace_id, id)
);
CREATE INDEX audit_waiting on audit (id) where number is null;
CREATE UNIQUE INDEX audit_by_number on audit (workspace_id, number) where number is not null;
CREATE TABLE outbox (
    workspace_id text not null,
    id text not null,
    events text not null,
    created_at integer not null,
    primary key (workspace_id, id)
) without rowid;
CREATE TABLE events (
    workspace_id text not null,
    seq integer not null,
    events text not null,
    created_at integer not null,
    primary key (workspace_id, seq)
) without rowid;
CREATE INDEX events_by_age on events (created_at);
CREATE TABLE mails (
    id text primary key,
    account_id text,
    recipient text not null,
    letter text not null,
    created_at integer not null,
    tries integer not null,
    next_try_at integer,
    sent_at integer,
    given_up_at integer,
    answer text
);
CREATE INDEX mails_waiting on mails (next_try_at, id) where next_try_at is not null;
CREATE TABLE links (
    token_hash blob primary key,
    account_id text not null references accounts (id) on delete cascade,
    purpose text not null,
    email text not null,
    expires_at integer not null
) without rowid;
CREATE INDEX links_by_account on links (account_id, purpose);
CREATE INDEX links_by_email on links (email);
CREATE INDEX links_by_age on links (expires_at);
CREATE TABLE pictures (
    id text primary key,
    account_id text not null unique references accounts (id) on delete cascade,
    content_type text not null,
    bytes blob not null
);
CREATE INDEX messages_of_team on messages (workspace_id, created_at) where sender_type = 'agent' and not private;
CREATE TABLE attachments (
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
CREATE INDEX attachments_unused on attachments (created_at) where message_id is null;
CREATE TABLE storage (
    workspace_id text primary key references workspaces (id),
    bytes integer not null
);
CREATE TABLE search_waiting (
    workspace_id text not null,
    id text not null,
    conversation_id text,
    primary key (workspace_id, id)
);
CREATE INDEX search_waiting_by_id on search_waiting (id);
CREATE TABLE search_docs (
    workspace_id text not null,
    number integer not null,
    conversation_id text,
    object_id text not null,
    words text not null,
    primary key (workspace_id, number)
);
CREATE INDEX search_docs_by_number on search_docs (number);
CREATE INDEX search_docs_of_customers on search_docs (workspace_id, object_id) where conversation_id is null;
CREATE VIRTUAL TABLE search_index using fts5 (
    words, content = 'search_docs', content_rowid = 'number', tokenize = 'ascii', detail = 'none', columnsize = 0
);
CREATE TRIGGER search_docs_added after insert on search_docs begin
    insert into search_index (rowid, words) values (new.number, new.words);
end;
CREATE TRIGGER search_docs_gone after delete on search_docs begin
    insert into search_index (search_index, rowid, words) values ('delete', old.number, old.words);
end;
CREATE TABLE tags (
    workspace_id text not null references workspaces (id),
    id text not null,
    name text not null,
    name_key text not null,
    colour text not null,
    created_at integer not null,
    primary key (workspace_id, id),
    unique (workspace_id, name_key)
);
CREATE TABLE conversation_tags (
    workspace_id text not null,
    conversation_id text not null,
    tag_id text not null,
    primary key (workspace_id, conversation_id, tag_id),
    foreign key (workspace_id, conversation_id) references conversations (workspace_id, id),
    foreign key (workspace_id, tag_id) references tags (workspace_id, id) on delete cascade
);
CREATE INDEX conversation_tags_by_tag on conversation_tags (workspace_id, tag_id, conversation_id);
CREATE TABLE canned_replies (
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
CREATE TABLE views (
    workspace_id text not null references workspaces (id),
    account_id text not null,
    id text not null,
    name text not null,
    filter text not null,
    created_at integer not null,
    primary key (workspace_id, account_id, id)
);
CREATE INDEX conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;
CREATE INDEX customers_by_external_id on customers (workspace_id, external_id) where external_id is not null;
CREATE TABLE widget_secrets (
    workspace_id text not null,
    id text not null,
    widget_id text not null,
    secret text not null,
    created_at integer not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, widget_id) references widgets (workspace_id, id) on delete cascade
);
CREATE TABLE identities (
    workspace_id text not null,
    external_id text not null,
    customer_id text not null,
    primary key (workspace_id, external_id)
);
CREATE TABLE transfers (
    workspace_id text not null references workspaces (id),
    member_id text not null,
    nominated_by text not null,
    nominated_at integer not null,
    expires_at integer not null,
    primary key (workspace_id),
    foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
CREATE INDEX workspaces_deleted on workspaces (delete_at) where delete_at is not null;
CREATE TABLE invitation_days (
    workspace_id text not null,
    day integer not null,
    mails integer not null,
    primary key (workspace_id, day)
) without rowid;
CREATE TABLE roles (
    workspace_id text not null references workspaces (id),
    id text not null,
    name text not null,
    name_key text not null,
    permissions text not null,
    created_at integer not null,
    primary key (workspace_id, id),
    unique (workspace_id, name_key)
);
CREATE TABLE join_links (
    workspace_id text not null references workspaces (id),
    id text not null,
    token_hash blob not null unique,
    role text not null,
    tier text not null,
    max_uses integer,
    used integer not null,
    expires_at integer,
    made_by text not null,
    made_by_name text not null,
    created_at integer not null,
    revoked_at integer,
    primary key (workspace_id, id)
);
CREATE TABLE link_uses (
    workspace_id text not null,
    link_id text not null,
    account_id text not null,
    name text not null,
    at integer not null,
    primary key (workspace_id, link_id, account_id),
    foreign key (workspace_id, link_id) references join_links (workspace_id, id) on delete cascade
) without rowid;
CREATE TABLE removed (
    workspace_id text not null,
    email_hash blob not null,
    at integer not null,
    primary key (workspace_id, email_hash)
) without rowid;
CREATE TABLE imports (
    workspace_id text not null references workspaces (id),
    id text not null,
    state text not null,
    existing text,
    made_by text not null,
    made_by_name text not null,
    created_at integer not null,
    pieces integer not null,
    worked integer not null,
    mailed integer not null,
    total integer not null,
    done integer not null,
    failed integer not null,
    primary key (workspace_id, id)
) without rowid;
CREATE INDEX imports_waiting on imports (state, id) where state = 'running' or state = 'mailing';
CREATE TABLE import_pieces (
    workspace_id text not null,
    import_id text not null,
    piece integer not null,
    rows text not null,
    primary key (workspace_id, import_id, piece),
    foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
CREATE TABLE activity (
    workspace_id text not null,
    account_id text not null,
    id text not null,
    what text not null,
    conversation_id text,
    at integer not null,
    primary key (workspace_id, account_id, id)
) without rowid;
CREATE TABLE domains (
    workspace_id text not null references workspaces (id),
    domain text not null,
    token text not null,
    proof text,
    proven_at integer,
    checked_at integer,
    next_check_at integer,
    lost text,
    code_email text,
    code_hash blob,
    code_until integer,
    added_by_name text not null,
    created_at integer not null,
    primary key (workspace_id, domain)
) without rowid;
CREATE UNIQUE INDEX domains_one_proven on domains (domain) where proof = 'dns';
CREATE INDEX domains_by_name on domains (domain);
CREATE INDEX domains_to_check on domains (next_check_at) where next_check_at is not null;
CREATE TABLE keys (
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
CREATE INDEX keys_by_member on keys (workspace_id, member_id);
CREATE TABLE bulks (
    workspace_id text not null references workspaces (id),
    id text not null,
    act text not null,
    tier text,
    heir text,
    reason text,
    state text not null,
    made_by text not null,
    made_by_name text not null,
    via text not null,
    created_at integer not null,
    done_at integer,
    undone_by text,
    undone_by_name text,
    total integer not null,
    worked integer not null,
    primary key (workspace_id, id)
) without rowid;
CREATE UNIQUE INDEX bulks_one_at_a_time on bulks (workspace_id) where state = 'running' or state = 'undoing';
CREATE TABLE bulk_people (
    workspace_id text not null,
    bulk_id text not null,
    number integer not null,
    member_id text not null,
    account_id text,
    name text,
    role text,
    tier text,
    disabled_at integer,
    disabled_reason text,
    outcome text not null,
    why text,
    acted_at integer,
    undo text,
    undo_why text, removal_at integer, removal_heir text, removal_by text, removal_by_name text,
    primary key (workspace_id, bulk_id, number),
    foreign key (workspace_id, bulk_id) references bulks (workspace_id, id) on delete cascade
) without rowid;
CREATE TABLE archives (
    workspace_id text not null references workspaces (id),
    account_id text not null,
    role text not null,
    tier text not null,
    archived_at integer not null,
    primary key (workspace_id, account_id)
) without rowid;
CREATE INDEX archives_by_age on archives (archived_at);
CREATE INDEX archives_by_account on archives (account_id);
CREATE TABLE archived_parts (
    workspace_id text not null,
    account_id text not null,
    part text not null,
    items text not null,
    primary key (workspace_id, account_id, part),
    foreign key (workspace_id, account_id) references archives (workspace_id, account_id) on delete cascade
);
CREATE INDEX members_to_remove on members (remove_at) where remove_at is not null;
CREATE TABLE retention (
    workspace_id text not null references workspaces (id),
    conversations_days integer,
    activity_days integer,
    audit_days integer,
    next_at integer not null,
    conversations integer not null default 0,
    files integer not null default 0,
    activity integer not null default 0,
    audit integer not null default 0,
    log_cut integer not null default 0,
    log_seal text not null default '',
    primary key (workspace_id)
) without rowid;
CREATE INDEX retention_due on retention (next_at);
CREATE TABLE visits (
    workspace_id text not null references workspaces (id),
    id text not null,
    account_id text not null,
    session_id text not null,
    reason text not null,
    state text not null,
    asked_at integer not null,
    ends_at integer not null,
    primary key (workspace_id, id)
) without rowid;
CREATE UNIQUE INDEX visits_one on visits (workspace_id, account_id) where state <> 'ended';
CREATE INDEX visits_open on visits (account_id) where state <> 'ended';
CREATE TABLE visit_reads (
    workspace_id text not null,
    visit_id text not null,
    what text not null,
    primary key (workspace_id, visit_id, what),
    foreign key (workspace_id, visit_id) references visits (workspace_id, id)
) without rowid;
CREATE INDEX workspaces_to_report on workspaces (report_at) where report_at is not null;
CREATE TABLE erasures (
    workspace_id text not null references workspaces (id),
    id text not null,
    kind text not null,
    person_id text not null,
    at integer not null,
    by_account text not null,
    files text,
    primary key (workspace_id, id)
) without rowid;
CREATE INDEX erasures_by_person on erasures (workspace_id, person_id);
CREATE INDEX erasures_unfinished on erasures (at) where files is not null;
CREATE TABLE invitations (
    workspace_id text not null references workspaces (id),
    id text not null,
    email text not null,
    role text not null,
    tier text not null,
    welcome text,
    invited_by text not null,
    invited_by_name text not null,
    created_at integer not null,
    expires_at integer not null,
    mailed_hash blob,
    copied_hash blob,
    mail_id text,
    sent_at integer,
    failure text,
    opened_at integer,
    accepted_at integer,
    revoked_at integer,
    primary key (workspace_id, id)
) without rowid;
CREATE UNIQUE INDEX invitations_waiting on invitations (workspace_id, email)
    where accepted_at is null and revoked_at is null;
CREATE UNIQUE INDEX invitations_mailed on invitations (mailed_hash) where mailed_hash is not null;
CREATE UNIQUE INDEX invitations_copied on invitations (copied_hash) where copied_hash is not null;
pragma user_version = 27;
