import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Plan } from '@/api/model';
import { planQuery } from './data';

/** The owner moves the workspace to another plan; it counts at once. */
export function useChangePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: string) => ok(api.PUT('/api/v1/billing/plan', { body: { plan } })) as Promise<Plan>,
    onSuccess: (plan) => client.setQueryData(planQuery.queryKey, plan),
  });
}
