import { infiniteQueryOptions } from '@tanstack/react-query';
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

/** Where a file with these entries is. */
export function exportPath(format: 'csv' | 'jsonl', search: AuditSearch): string {
  return `/api/v1/audit/export?${new URLSearchParams({ format, ...auditQueryOf(search) })}`;
}
