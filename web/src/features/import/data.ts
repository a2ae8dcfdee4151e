import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ok } from '@/api/client';
import type { Import } from '@/api/model';
import { waitingQuery } from '@/features/invitation/data';
import { planQuery } from '@/features/billing/data';
import { membersQuery } from '@/features/team/data';
import { readAgain } from '@/lib/stale';

/** A file that is looked at. */
export interface Sheet {
  name: string;
  content: Blob;
  /** The look that it corrects, which is forgotten then. */
  replaces?: string;
}

/** Uploads a file to look at, and opens the page that shows what would become of its rows. */
export function useLook() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ content, replaces }: Sheet) =>
      ok(
        api.POST('/api/v1/team/imports', {
          params: { query: replaces ? { replaces } : {} },
          body: content as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'text/csv' },
        }),
      ) as Promise<Import>,
    onSuccess: async (look, { name, replaces }) => {
      client.setQueryData(['import', look.id], { ...look, rows: [] });
      client.setQueryData(rowsKey(look.id, look.state), look);
      await navigate({
        to: '/settings/team/imports/$id',
        params: { id: look.id },
        search: { file: name },
        replace: replaces !== undefined,
      });
    },
  });
}

const path = (import_id: string) => ({ params: { path: { import_id } } });

export function useConfirm(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (existing: 'skip' | 'update') =>
      ok(api.POST('/api/v1/team/imports/{import_id}/confirm', { ...path(id), body: { existing } })),
    onSuccess: (running) => client.setQueryData(['import', id], running),
  });
}

/** How often an import that runs is asked for, in milliseconds. */
const EVERY = 1000;

/** How far an import is, without its rows. */
export function useImport(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['import', id],
    queryFn: async () => {
      const params = { path: { import_id: id }, query: { rows: 'none' as const } };
      const now = (await ok(api.GET('/api/v1/team/imports/{import_id}', { params }))) as Import;
      if (now.state === 'done') await readAgain(client, [waitingQuery, planQuery, membersQuery]);
      return now;
    },
    refetchInterval: (query) => (query.state.data?.state === 'running' ? EVERY : false),
  });
}

const rowsKey = (id: string, state: Import['state']) => ['import-rows', id, state];

/** The rows of an import that does not run just now. */
export function useRows({ id, state }: Import) {
  return useQuery({
    queryKey: rowsKey(id, state),
    queryFn: () => ok(api.GET('/api/v1/team/imports/{import_id}', path(id))) as Promise<Import>,
    select: (shown) => shown.rows,
    enabled: state !== 'running',
    staleTime: Infinity,
  });
}
