-- When the monthly report is mailed to the owner next; 0 where that is to be worked out by the time zone, nothing where the
-- owner does not want it.
alter table workspaces add column report_at bigint default 0;
create index workspaces_to_report on workspaces (report_at) where report_at is not null;
