import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok, okWith } from '@/api/client';
import type { PlatformVisit, Visits, WorkspaceOutside } from '@/api/model';
import { setCurrentWorkspace } from '@/api/workspace';

const PAGE = 50;

interface WorkspacePage {
  items: WorkspaceOutside[];
  next: string | null;
}

async function readPage(q: string, cursor: string | null): Promise<WorkspacePage> {
  const query = { limit: PAGE, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) };
  const page = await okWith(api.GET('/api/v1/platform/workspaces', { params: { query } }));
  return { items: page.data as WorkspaceOutside[], next: page.headers.get('X-Next-Cursor') };
}

/** The workspaces of this server whose name has these words, the newest first, 50 at a time. */
export const outsideQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: ['platform', 'workspaces', words],
    queryFn: ({ pageParam }) => readPage(words, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: WorkspacePage) => page.next,
  });

/** How often a page looks whether a visit was answered or ended, in milliseconds: nothing live reaches a visitor. */
export const LOOKED = 15_000;

/** My own visits that wait, are approved or run. */
export const myVisitsQuery = queryOptions({
  queryKey: ['platform', 'visits'],
  queryFn: () => ok(api.GET('/api/v1/platform/visits')) as Promise<PlatformVisit[]>,
  refetchInterval: LOOKED,
});

/** Who visits this workspace, and whether its owner wants to be asked first. */
export const visitsQuery = queryOptions({
  queryKey: ['visits'],
  queryFn: () => ok(api.GET('/api/v1/workspace/visits')) as Promise<Visits>,
});

/** Moves this tab into a workspace that is visited; a fresh load leaves nothing of the one before. */
export function goInto(visit: PlatformVisit): void {
  setCurrentWorkspace(visit.workspace_id);
  window.location.assign('/settings/general');
}

/** Moves this tab out of a visit that is over. */
export function goOut(): void {
  setCurrentWorkspace(null);
  window.location.assign('/platform');
}

/** An act on my own visits; the list is read again whatever comes of it. */
export function useVisitAct<Ask, Answer>(
  act: (ask: Ask) => Promise<Answer>,
  done?: (answer: Answer) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (answer) => done?.(answer),
    onSettled: () => client.invalidateQueries(myVisitsQuery),
  });
}

/** Ends a visit of mine, or no longer asks for it. */
export const endMine = (id: string) =>
  ok(api.DELETE('/api/v1/platform/visits/{visit_id}', { params: { path: { visit_id: id } } }));

/** An act of the owner on a visit to this workspace, or on whether they are asked first. */
export function useHosting<Ask>(act: (ask: Ask) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries(visitsQuery),
  });
}
