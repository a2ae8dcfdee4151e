-- The removal that turning somebody's access on by a bulk act calls off, so that undoing the act plans it again as it stood.
alter table bulk_people add column removal_at integer;
alter table bulk_people add column removal_heir text;
alter table bulk_people add column removal_by text;
alter table bulk_people add column removal_by_name text;
