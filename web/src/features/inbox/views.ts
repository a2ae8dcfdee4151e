import type { Conversation, ConversationStatus, SavedView } from '@/api/model';

export type ViewName = 'mine' | 'unassigned' | 'all' | 'resolved';

/** What stands in the address of the inbox. */
export interface InboxSearch {
  view?: ViewName;
  channel?: string;
  status?: ConversationStatus;
  tag?: string;
}

/** Which conversations a list shows: a view, and where chosen one channel, one status and one tag. */
export interface ListKey {
  view: ViewName;
  channel: string | null;
  status: ConversationStatus | null;
  tag: string | null;
}

export const VIEW_LABEL: Record<ViewName, string> = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  all: 'All',
  resolved: 'Resolved',
};

const VIEWS = Object.keys(VIEW_LABEL);
const STATUSES = ['open', 'pending', 'resolved', 'closed'];

export function readSearch(search: Record<string, unknown>): InboxSearch {
  const { view, channel, status, tag } = search;
  return {
    ...(VIEWS.includes(String(view)) ? { view: view as ViewName } : {}),
    ...(typeof channel === 'string' && channel ? { channel } : {}),
    ...(STATUSES.includes(String(status)) ? { status: status as ConversationStatus } : {}),
    ...(typeof tag === 'string' && tag ? { tag } : {}),
  };
}

export function listKey(search: InboxSearch): ListKey {
  return {
    view: search.view ?? 'all',
    channel: search.channel ?? null,
    status: search.status ?? null,
    tag: search.tag ?? null,
  };
}

/** The statuses of a list: what was chosen, else those of its view. */
export function statusesOf(key: ListKey): ConversationStatus[] {
  if (key.status) return [key.status];
  return key.view === 'resolved' ? ['resolved'] : ['open', 'pending'];
}

/** Whether a conversation stands in a list, as the server would decide. */
export function belongs(conversation: Conversation, key: ListKey, meId: string): boolean {
  if (!statusesOf(key).includes(conversation.status)) return false;
  if (key.channel && conversation.channel_id !== key.channel) return false;
  if (key.tag && !conversation.tags.some((tag) => tag.id === key.tag)) return false;
  if (key.view === 'mine') return conversation.assignee_id === meId;
  if (key.view === 'unassigned') return conversation.assignee_id === null;
  return true;
}

/** What is kept of a list as a view, in the server's words. */
export function filterOf(key: ListKey, meId: string): SavedView['filter'] {
  return {
    status: statusesOf(key).join(','),
    ...(key.view === 'mine' ? { assignee_id: meId } : {}),
    ...(key.view === 'unassigned' ? { unassigned: true } : {}),
    ...(key.channel ? { channel_id: key.channel } : {}),
    ...(key.tag ? { tag: key.tag } : {}),
  };
}

/** Where a kept view leads. */
export function searchOf(filter: SavedView['filter'], meId: string): InboxSearch {
  const statuses = (filter.status ?? '').split(',').filter((each) => STATUSES.includes(each));
  const only = statuses.length === 1 ? (statuses[0] as ConversationStatus) : null;
  const done = only === 'resolved' || only === 'closed';
  const view: ViewName = done
    ? 'resolved'
    : filter.assignee_id === meId
      ? 'mine'
      : filter.unassigned
        ? 'unassigned'
        : 'all';
  return {
    view,
    ...(filter.channel_id ? { channel: filter.channel_id } : {}),
    ...(only && only !== 'resolved' ? { status: only } : {}),
    ...(filter.tag ? { tag: filter.tag } : {}),
  };
}

/** Whether two addresses of the inbox show the same list. */
export function sameList(one: InboxSearch, other: InboxSearch): boolean {
  return JSON.stringify(listKey(one)) === JSON.stringify(listKey(other));
}
