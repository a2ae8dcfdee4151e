import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Import } from '@/api/model';
import { waitingQuery } from '@/features/invitation/data';
import { planQuery } from '@/features/billing/data';
import { membersQuery } from '@/features/team/data';
import { readAgain } from '@/lib/stale';

/** Uploads a file to look at. */
export function useLook() {
  return useMutation({
    mutationFn: (file: File) =>
      ok(
        api.POST('/api/v1/team/imports', {
          body: file as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'text/csv' },
        }),
      ) as Promise<Import>,
  });
}

const path = (import_id: string) => ({ params: { path: { import_id } } });

export function useConfirm() {
  return useMutation({
    mutationFn: ({ id, existing }: { id: string; existing: 'skip' | 'update' }) =>
      ok(api.POST('/api/v1/team/imports/{import_id}/confirm', { ...path(id), body: { existing } })),
  });
}

/** How often an import that runs is asked for, in milliseconds. */
const EVERY = 1000;

/** How far an import is, until it is done. */
export function useProgress(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['import', id],
    queryFn: async () => {
      const params = { path: { import_id: id }, query: { rows: 'none' as const } };
      const now = (await ok(api.GET('/api/v1/team/imports/{import_id}', { params }))) as Import;
      if (now.state === 'done') await readAgain(client, [waitingQuery, planQuery, membersQuery]);
      return now;
    },
    refetchInterval: (query) => (query.state.data?.state === 'done' ? false : EVERY),
  });
}
