import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Activity } from '@/api/model';

/** How many days the page can look back. */
export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];

/** What somebody did in the last days. Under `members`: whatever makes the team be read again reads it again. */
export const activityQuery = (memberId: string, days: Span) =>
  queryOptions({
    queryKey: ['members', memberId, 'activity', days],
    queryFn: () => {
      const params = { path: { member_id: memberId }, query: { days } };
      return ok(api.GET('/api/v1/team/members/{member_id}/activity', { params })) as Promise<Activity>;
    },
    placeholderData: keepPreviousData,
  });
