import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok, okWith } from '@/api/client';
import type { Invitation } from '@/api/model';
import { planQuery } from '@/features/billing/data';
import { readAgain } from '@/lib/stale';

const PAGE = 50;

/** People who were asked and have not come in yet, the latest first. */
export const waitingQuery = infiniteQueryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ pageParam }) => {
    const query = { only: 'waiting' as const, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
    const page = await okWith(api.GET('/api/v1/team/invitations', { params: { query } }));
    return { rows: page.data as Invitation[], next: page.headers.get('X-Next-Cursor') };
  },
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export function useWaiting(enabled: boolean) {
  return useInfiniteQuery({ ...waitingQuery, enabled });
}

/** What is asked for many addresses at once. */
export interface Ask {
  emails: string[];
  role: string;
  tier: string;
  welcome: string | null;
}

export function useInvitePeople() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Ask) => ok(api.POST('/api/v1/team/invitations', { body })),
    onSuccess: () => readAgain(client, [waitingQuery, planQuery]),
  });
}

const path = (invitation_id: string) => ({ params: { path: { invitation_id } } });

export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.POST('/api/v1/team/invitations/{invitation_id}/resend', path(id))),
    onSuccess: () => readAgain(client, [waitingQuery, planQuery]),
  });
}

export function useRevoke() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.DELETE('/api/v1/team/invitations/{invitation_id}', path(id))),
    onSuccess: () => readAgain(client, [waitingQuery, planQuery]),
  });
}

export function useCopyLink() {
  return useMutation({
    mutationFn: (id: string) => ok(api.POST('/api/v1/team/invitations/{invitation_id}/link', path(id))),
  });
}

export function useChangeInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; role: string; tier: string }) =>
      ok(api.PATCH('/api/v1/team/invitations/{invitation_id}', { ...path(id), body })),
    onSuccess: () => readAgain(client, [waitingQuery]),
  });
}
