-- Who was erased, when and by whom, without a name of anybody. `files` says which kept mails still have to go, as JSON, and
-- is null once they have.
create table erasures (
    workspace_id text not null references workspaces (id),
    id text not null,
    kind text not null,
    person_id text not null,
    at bigint not null,
    by_account text not null,
    files text,
    primary key (workspace_id, id)
);
create index erasures_by_person on erasures (workspace_id, person_id);
create index erasures_unfinished on erasures (at) where files is not null;

alter table customers add column erased_at bigint;

-- What stands for the words of a sealed entry in its digest, as JSON. Null: the digest covers the words themselves.
alter table audit add column salts text;
