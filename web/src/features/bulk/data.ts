import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Bulk } from '@/api/model';
import { planQuery } from '@/features/billing/data';
import { countsQuery } from '@/features/inbox/counts';
import { membersQuery } from '@/features/team/data';
import type { Reason } from '@/features/team/reasons';
import { readAgain } from '@/lib/stale';
import type { BulkAct } from './words';

/** What is to be done to whom. */
export interface Ask {
  act: BulkAct;
  members: string[];
  tier?: string;
  heir?: string;
  reason?: Reason;
}

/** Fixes the list and says what would become of whom; nothing is done. */
export function useLook() {
  return useMutation({
    mutationFn: (ask: Ask) =>
      ok(api.POST('/api/v1/team/bulk', { body: { ...ask, preview: true } })) as Promise<Bulk>,
  });
}

const path = (bulk_id: string) => ({ params: { path: { bulk_id } } });

/** Has what was looked at carried out, or undone. */
export function useTurn(turn: 'confirm' | 'undo') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(
        turn === 'confirm'
          ? api.POST('/api/v1/team/bulk/{bulk_id}/confirm', path(id))
          : api.POST('/api/v1/team/bulk/{bulk_id}/undo', path(id)),
      ) as Promise<Bulk>,
    onSuccess: (bulk) => {
      client.setQueryData(['bulk', bulk.id], bulk);
      void client.invalidateQueries({ queryKey: ['conversations'] });
      return readAgain(client, [membersQuery, planQuery, countsQuery]);
    },
  });
}

/** How often one that goes on is asked for, in milliseconds; live events come sooner. */
const EVERY = 1000;

const goesOn = (bulk: Bulk | undefined) => bulk?.state === 'running' || bulk?.state === 'undoing';

/** Where it stands, until it is done. */
export function useBulk(id: string) {
  return useQuery({
    queryKey: ['bulk', id],
    queryFn: () => ok(api.GET('/api/v1/team/bulk/{bulk_id}', path(id))) as Promise<Bulk>,
    refetchInterval: (query) => (goesOn(query.state.data) ? EVERY : false),
  });
}
