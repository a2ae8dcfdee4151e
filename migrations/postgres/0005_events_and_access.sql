-- What one transaction tells is one row until it is delivered, and then a row of the log that members catch up from.
alter table outbox rename to outbox_before;
drop index outbox_waiting;
drop index outbox_by_seq;

create table outbox (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    events text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, id)
);

-- `seq` is the number of the row's last event that has one.
create table events (
    workspace_id text collate "C" not null,
    seq bigint not null,
    events text collate "C" not null,
    created_at bigint not null,
    primary key (workspace_id, seq)
);
create index events_by_age on events (created_at);

insert into outbox (workspace_id, id, events, created_at)
select workspace_id, id, '[{"event":"' || event || '","audience":"' || audience || '","payload":' || payload || '}]', created_at
from outbox_before where seq is null;

insert into events (workspace_id, seq, events, created_at)
select workspace_id, seq, '[{"event":"' || event || '","audience":"' || audience || '","payload":' || payload || '}]', created_at
from outbox_before where seq > 0;

drop table outbox_before;

-- Access of a member that is turned off for a while, and settings of a workspace.
alter table members add column disabled_at bigint;
alter table members add column disabled_reason text collate "C";
alter table members add column disabled_by text collate "C";
alter table workspaces add column logo_url text collate "C";
alter table workspaces add column time_zone text collate "C" not null default 'UTC';
