-- Notes: messages that only the team sees. They are no messages of the team as a plan counts them.
alter table messages add column private boolean not null default false;
drop index messages_of_team;
create index messages_of_team on messages (workspace_id, created_at) where sender_type = 'agent' and not private;
