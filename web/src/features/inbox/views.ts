import type { Conversation, ConversationStatus } from '@/api/model';

export type ViewName = 'mine' | 'unassigned' | 'all' | 'resolved';

/** What stands in the address of the inbox. */
export interface InboxSearch {
  view?: ViewName;
  channel?: string;
  status?: ConversationStatus;
}

/** Which conversations a list shows: a view, and where chosen one channel and one status. */
export interface ListKey {
  view: ViewName;
  channel: string | null;
  status: ConversationStatus | null;
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
  const { view, channel, status } = search;
  return {
    ...(VIEWS.includes(String(view)) ? { view: view as ViewName } : {}),
    ...(typeof channel === 'string' && channel ? { channel } : {}),
    ...(STATUSES.includes(String(status)) ? { status: status as ConversationStatus } : {}),
  };
}

export function listKey(search: InboxSearch): ListKey {
  return { view: search.view ?? 'all', channel: search.channel ?? null, status: search.status ?? null };
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
  if (key.view === 'mine') return conversation.assignee_id === meId;
  if (key.view === 'unassigned') return conversation.assignee_id === null;
  return true;
}
