import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { JoinLink } from '@/api/model';
import { readAgain } from '@/lib/stale';

/** The links that were not ended, the latest first. */
export const linksQuery = queryOptions({
  queryKey: ['links'],
  queryFn: () => ok(api.GET('/api/v1/team/links')) as Promise<JoinLink[]>,
});

export function useLinks() {
  return useQuery(linksQuery);
}

export interface MakeLink {
  role: string;
  tier: string;
  max_uses: number | null;
  expires_at: string | null;
}

export function useMakeLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeLink) => ok(api.POST('/api/v1/team/links', { body })) as Promise<JoinLink>,
    onSuccess: () => readAgain(client, [linksQuery]),
  });
}

export function useEndLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link_id: string) =>
      ok(api.DELETE('/api/v1/team/links/{link_id}', { params: { path: { link_id } } })),
    onSuccess: () => readAgain(client, [linksQuery]),
  });
}
