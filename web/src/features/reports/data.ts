import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { AuditReport, TeamActivity } from '@/api/model';

/** Days that the trend looks back. */
export const DAYS = 30;

// Under `members`: whatever makes the team be read again reads these again.
export const reportQuery = queryOptions({
  queryKey: ['members', 'report'],
  queryFn: () => ok(api.GET('/api/v1/reports/audit')) as Promise<AuditReport>,
});

export const trendQuery = queryOptions({
  queryKey: ['members', 'trend'],
  queryFn: () =>
    ok(api.GET('/api/v1/team/activity', { params: { query: { days: DAYS } } })) as Promise<TeamActivity>,
});
