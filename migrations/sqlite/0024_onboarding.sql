-- How somebody came in (nothing: before this was kept, or as the owner who made the workspace), and what was chosen and
-- written for this person rather than for all who come the same way.
alter table members add column came_by text;
alter table members add column role_chosen boolean not null default false;
alter table members add column tier_chosen boolean not null default false;
alter table members add column welcomed boolean not null default false;
