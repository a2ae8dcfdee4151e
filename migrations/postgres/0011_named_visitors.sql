-- What the page that a widget stands on says of its visitors. Fields and page are its word; who it is, only where it was signed.
alter table customers add column fields text collate "C" not null default '{}';
alter table customers add column page text collate "C";
alter table customers add column identified boolean not null default false;
create index customers_by_external_id on customers (workspace_id, external_id) where external_id is not null;

-- The keys that such a name is signed with; at most two of a widget.
create table widget_secrets (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    widget_id text collate "C" not null,
    secret text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, widget_id) references widgets (workspace_id, id) on delete cascade
);

-- The one customer that a signed name stands for.
create table identities (
    workspace_id text collate "C" not null,
    external_id text collate "C" not null,
    customer_id text collate "C" not null,
    primary key (workspace_id, external_id)
);
