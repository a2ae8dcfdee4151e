import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { CannedReply } from '@/api/model';

/** Texts that the team writes again and again, by their shortcut. */
export const cannedQuery = queryOptions({
  queryKey: ['canned'],
  queryFn: () => ok(api.GET('/api/v1/canned-replies')) as Promise<CannedReply[]>,
});

/** They are read when they are first asked for. */
export const useCanned = (wanted = true) => useQuery({ ...cannedQuery, enabled: wanted });

/** What is being asked for with a `/` before the caret: the word after it, and where the `/` stands. */
export function askedAt(text: string, caret: number): { word: string; from: number } | null {
  const found = /(?:^|\s)\/([a-z0-9_-]*)$/i.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? '';
  return { word: word.toLowerCase(), from: caret - word.length - 1 };
}

/** Those that fit a word, those whose shortcut begins with it first; at most eight. */
export function fitting(replies: CannedReply[], word: string): CannedReply[] {
  const starts = (reply: CannedReply) => Number(reply.shortcut.startsWith(word));
  return replies
    .filter((reply) => `${reply.shortcut} ${reply.title}`.toLowerCase().includes(word))
    .toSorted((a, b) => starts(b) - starts(a))
    .slice(0, 8);
}
