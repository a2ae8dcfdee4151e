import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, okWith } from '@/api/client';
import type { Member } from '@/api/model';
import { ago } from '@/lib/time';

const PAGE = 200;

async function readMembers(): Promise<Member[]> {
  const members: Member[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor ? { limit: PAGE, cursor } : { limit: PAGE };
    const page = await okWith(api.GET('/api/v1/team/members', { params: { query } }));
    members.push(...(page.data as Member[]));
    cursor = page.headers.get('X-Next-Cursor') ?? undefined;
  } while (cursor);
  return members;
}

/** Days until a planned removal, as the offboarding advises. */
export const REMOVAL_DAYS = 30;

/** Everybody of the workspace, in pages of 200. */
export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: readMembers });

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
