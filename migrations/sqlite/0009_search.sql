-- What waits for the index: messages (with their conversation) and customers (without).
create table search_waiting (
    workspace_id text not null,
    id text not null,
    conversation_id text,
    primary key (workspace_id, id)
);
create index search_waiting_by_id on search_waiting (id);

-- The different words of a message or a customer, folded, each behind the prefix of its workspace and kind.
create table search_docs (
    workspace_id text not null,
    number integer not null,
    conversation_id text,
    object_id text not null,
    words text not null,
    primary key (workspace_id, number)
);
create index search_docs_by_number on search_docs (number);
create index search_docs_of_customers on search_docs (workspace_id, object_id) where conversation_id is null;

create virtual table search_index using fts5 (
    words, content = 'search_docs', content_rowid = 'number', tokenize = 'ascii', detail = 'none', columnsize = 0
);
create trigger search_docs_added after insert on search_docs begin
    insert into search_index (rowid, words) values (new.number, new.words);
end;
create trigger search_docs_gone after delete on search_docs begin
    insert into search_index (search_index, rowid, words) values ('delete', old.number, old.words);
end;

-- What was written before there was an index.
insert into search_waiting (workspace_id, id, conversation_id) select workspace_id, id, conversation_id from messages;
insert into search_waiting (workspace_id, id, conversation_id) select workspace_id, id, null from customers;
