import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: () => ok(api.GET('/api/v1/billing/plan')),
});

export function usePlan() {
  return useQuery(planQuery);
}
