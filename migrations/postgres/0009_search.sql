-- What waits for the index: messages (with their conversation) and customers (without).
create table search_waiting (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    conversation_id text collate "C",
    primary key (workspace_id, id)
);
create index search_waiting_by_id on search_waiting (id);

-- The different words of a message or a customer, folded, each behind the prefix of its workspace and kind.
create table search_docs (
    workspace_id text collate "C" not null,
    number bigint not null,
    conversation_id text collate "C",
    object_id text collate "C" not null,
    words text collate "C" not null,
    primary key (workspace_id, number)
);
create index search_docs_by_number on search_docs (number);
create index search_docs_of_customers on search_docs (workspace_id, object_id) where conversation_id is null;
create index search_docs_by_word on search_docs using gin (array_to_tsvector(string_to_array(words, ' ')));

-- What was written before there was an index.
insert into search_waiting (workspace_id, id, conversation_id) select workspace_id, id, conversation_id from messages;
insert into search_waiting (workspace_id, id, conversation_id) select workspace_id, id, null from customers;
