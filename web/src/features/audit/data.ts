import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, okWith } from '@/api/client';
import type { AuditEntry } from '@/api/model';
import { auditQueryOf, type AuditSearch } from './search';

const PAGE = 50;

export interface AuditPage {
  items: AuditEntry[];
  next: string | null;
}

async function readPage(search: AuditSearch, cursor: string | null): Promise<AuditPage> {
  const query = { limit: PAGE, ...auditQueryOf(search), ...(cursor ? { cursor } : {}) };
  const page = await okWith(api.GET('/api/v1/audit', { params: { query } }));
  return { items: page.data as AuditEntry[], next: page.headers.get('X-Next-Cursor') };
}

/** Who changed what, the newest first, 50 at a time. */
export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', search],
    queryFn: ({ pageParam }) => readPage(search, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: AuditPage) => page.next,
  });

/** Somebody who can be looked for. */
export type Named = readonly [accountId: string, name: string];

/** Whom an entry of somebody's end here is about; a removal keeps their account and name. */
export function goneIn(entries: AuditEntry[]): Named[] {
  return entries.flatMap(({ before }) => {
    const { user_id: id, name } = (before ?? {}) as { user_id?: string; name?: string };
    return id && name ? [[id, name] as const] : [];
  });
}

/** How many pages of 200 are read for those who are gone. */
const ENDS = 10;

/** Who was removed or left, the latest first: the log itself knows them, and nothing else does for ever. */
export const goneQuery = queryOptions({
  queryKey: ['audit', 'gone'],
  queryFn: async () => {
    const gone = new Map<string, string>();
    for (const act of ['member.removed', 'member.left']) {
      let cursor: string | null = null;
      for (let page = 0; page < ENDS; page += 1) {
        const query: Record<string, string | number> = { limit: 200, act, ...(cursor ? { cursor } : {}) };
        const answer = await okWith(api.GET('/api/v1/audit', { params: { query } }));
        for (const [id, name] of goneIn(answer.data as AuditEntry[])) {
          if (!gone.has(id)) gone.set(id, name);
        }
        cursor = answer.headers.get('X-Next-Cursor');
        if (!cursor) break;
      }
    }
    return [...gone] as Named[];
  },
});

/** Where a file with these entries is. */
export function exportPath(format: 'csv' | 'jsonl', search: AuditSearch): string {
  return `/api/v1/audit/export?${new URLSearchParams({ format, ...auditQueryOf(search) })}`;
}
