import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Member } from '@/api/model';
import { ago } from '@/lib/time';

/** Days until a planned removal, as the offboarding advises. */
export const REMOVAL_DAYS = 30;

/**
 * Everybody of the workspace, in one answer: the page sorts and searches all of them, so nothing could be shown before
 * the last page of many, and ten thousand people would be fifty answers one after the other.
 */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: () => ok(api.GET('/api/v1/team/members')) as Promise<Member[]>,
});

export function useMembers() {
  return useQuery(membersQuery);
}

const NOBODY: Member[] = [];
const maps = new WeakMap<Member[], Map<string, Member>>();

/**
 * Members by the id of their account: the id that conversations and events carry. Made once for each reading of the
 * team, since every group of messages asks.
 */
export function useMembersById(): Map<string, Member> {
  const { data = NOBODY } = useMembers();
  const map = maps.get(data) ?? new Map(data.map((member) => [member.user_id, member]));
  maps.set(data, map);
  return map;
}

/** Whether visitors see that somebody is there: live, and with Deskbell open. */
export function useSomebodyLive(): boolean {
  const { data } = useMembers();
  return data?.some((member) => member.status === 'live' && member.connected) ?? false;
}

/** When somebody last did something here, as the end of a line: "active 1 min ago". An open page is not that. */
export function activeWords(member: Pick<Member, 'last_active_at'>, now: number): string {
  return member.last_active_at ? `active ${ago(member.last_active_at, now)}` : 'never active';
}

/** Compares names; made once, since ten thousand names are compared often. */
export const NAMES = new Intl.Collator('en');

const RANK: Record<Member['status'], number> = { live: 0, away: 1, offline: 2 };

/** Yourself first, then who is live, away, offline; by name within each. */
export function byPresence(members: Member[], meId: string | undefined): Member[] {
  return [...members].sort(
    (a, b) =>
      Number(b.user_id === meId) - Number(a.user_id === meId) ||
      RANK[a.status] - RANK[b.status] ||
      NAMES.compare(a.name, b.name),
  );
}
