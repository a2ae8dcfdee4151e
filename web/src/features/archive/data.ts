import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Archive, FormerMember } from '@/api/model';
import { count, nameList } from '@/lib/words';

/** Days that what was somebody’s own is kept for them to come back; the server’s `archive::DAYS`. */
export const ARCHIVE_DAYS = 30;

/** What is kept of one's own from an earlier time here. Read once: it comes only with a new membership. */
export const archiveQuery = queryOptions({
  queryKey: ['archive'],
  queryFn: () => ok(api.GET('/api/v1/team/archive')) as Promise<{ archive: Archive | null }>,
  staleTime: Infinity,
});

/** Who was here in the last 30 days and is no more. */
export const formerQuery = queryOptions({
  queryKey: ['former'],
  queryFn: () => ok(api.GET('/api/v1/team/archives')) as Promise<FormerMember[]>,
});

const ONE: Record<string, string> = { views: 'view' };

/** "3 views"; what this page does not know yet is named as the server names it. */
export function contents(archive: Archive): string {
  return nameList(archive.parts.map((part) => count(part.count, ONE[part.part] ?? part.part)));
}

/** Those of them whose address stands in what somebody typed. */
export function namedIn(typed: string, former: FormerMember[]): FormerMember[] {
  const words = new Set(typed.toLowerCase().split(/[\s,;<>]+/));
  return former.filter((each) => words.has(each.email));
}
