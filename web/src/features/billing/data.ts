import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Plan } from '@/api/model';

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: () => ok(api.GET('/api/v1/billing/plan')) as Promise<Plan>,
});

export function usePlan() {
  return useQuery(planQuery);
}
