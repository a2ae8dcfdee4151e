import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, ok } from '@/api/client';
import { opens } from '@/api/may';
import { useMe } from '@/features/auth/me';

/** How many conversations each view, channel and person has; open and pending, resolved apart. */
export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: () => ok(api.GET('/api/v1/conversations/counts')),
});

export function useCounts() {
  const enabled = opens(useMe(), 'GET /conversations/counts');
  return useQuery({ ...countsQuery, enabled }).data;
}

/** Open and pending conversations of one person. */
export function useLoads(): (userId: string) => number {
  const counts = useCounts();
  return useMemo(() => {
    const open = new Map(counts?.members.map((entry) => [entry.user_id, entry.open]));
    return (userId) => open.get(userId) ?? 0;
  }, [counts]);
}
