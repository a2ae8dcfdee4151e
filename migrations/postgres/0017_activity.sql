-- What people did: one row for each act, with the id of what it left behind (a message, an act on a conversation, an entry of
-- the audit). What was done before this table came is taken over.
create table activity (
    workspace_id text collate "C" not null,
    account_id text collate "C" not null,
    id text collate "C" not null,
    what text collate "C" not null,
    conversation_id text collate "C",
    at bigint not null,
    primary key (workspace_id, account_id, id)
);

insert into activity (workspace_id, account_id, id, what, conversation_id, at)
select workspace_id, sender_id, id, case when private then 'note' else 'reply' end, conversation_id, created_at
from messages where sender_type = 'agent' and sender_id is not null;

insert into activity (workspace_id, account_id, id, what, conversation_id, at)
select workspace_id, by_account, id, act, conversation_id, created_at from acts where by_account is not null;

insert into activity (workspace_id, account_id, id, what, conversation_id, at)
select workspace_id, actor_id, id, act, null, at from audit where act <> 'import.done';
