import type { Member } from '@/api/model';
import { NAMES } from './data';

/** What the list of the team can be sorted by. */
export type By = 'name' | 'role' | 'status' | 'activity' | 'load' | 'last';

export interface Order {
  by: By;
  down: boolean;
}

/** The owner first, then by name: an order that does not jump when somebody goes away. */
export const AS_FOUND: Order = { by: 'name', down: false };

/** Where the other end is looked for first: who has most to do, who was here last. */
const DOWN_FIRST: By[] = ['load', 'last'];

/** The order after a column was pressed: by it, and the other way round the second time. */
export function pressed(order: Order, by: By): Order {
  return order.by === by ? { by, down: !order.down } : { by, down: DOWN_FIRST.includes(by) };
}

const STATUS: Record<Member['status'], number> = { live: 0, away: 1, offline: 2 };
const ACTIVITY: Record<Member['activity'], number> = { active: 0, idle: 1, inactive: 2 };
const isOwner = (member: Member) => Number(member.role === 'owner');
const statusRank = (member: Member) => (member.agent_access ? STATUS[member.status] : 3);

/** What the rows do not know of themselves. */
interface Around {
  roleLabel: (role: string) => string;
  tierLabel: (tier: string) => string;
  load: (userId: string) => number;
}

/** The members in an order; whom it does not tell apart, by name. */
export function sorted(members: Member[], { by, down }: Order, around: Around): Member[] {
  const { roleLabel, tierLabel, load } = around;
  const compare: Record<By, (a: Member, b: Member) => number> = {
    name: (a, b) => isOwner(b) - isOwner(a) || NAMES.compare(a.name, b.name),
    role: (a, b) =>
      isOwner(b) - isOwner(a) ||
      NAMES.compare(roleLabel(a.role), roleLabel(b.role)) ||
      NAMES.compare(tierLabel(a.tier), tierLabel(b.tier)),
    status: (a, b) => statusRank(a) - statusRank(b),
    activity: (a, b) => ACTIVITY[a.activity] - ACTIVITY[b.activity],
    load: (a, b) => load(a.user_id) - load(b.user_id),
    last: (a, b) =>
      Date.parse(a.last_active_at ?? '1970-01-01') - Date.parse(b.last_active_at ?? '1970-01-01'),
  };
  const way = down ? -1 : 1;
  return members.toSorted((a, b) => way * compare[by](a, b) || NAMES.compare(a.name, b.name));
}
