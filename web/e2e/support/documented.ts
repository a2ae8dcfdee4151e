/**
 * What the live events carry, written down by hand from docs/api-design.md and from nothing that is generated: a test
 * must notice when the server says something else.
 */

/** Keys that every hearer gets; `seq` comes on top for members, on what lasts. */
const KEYS: Record<string, readonly string[]> = {
  new_message: [
    ...['id', 'content', 'sender_type', 'sender_id', 'sender_name', 'conversation_id', 'created_at'],
    ...['private', 'attachments'],
  ],
  conversation_created: ['conversation_id'],
  conversation_updated: ['conversation_id', 'status', 'assignee_id', 'needs_handoff'],
  conversation_status: ['conversation_id', 'status', 'assignee_name'],
  conversation_assigned: ['conversation_id', 'assigned_by'],
  typing: ['conversation_id', 'user_id', 'name', 'is_typing', 'private'],
  delivered: ['message_id', 'conversation_id', 'delivered_at'],
  read: ['message_id', 'conversation_id', 'read_at'],
  agent_status_changed: ['agent_id', 'status'],
  presence_changed: ['agent_id', 'connected'],
  member_changed: ['member_id', 'user_id', 'change'],
  workspace_changed: ['what'],
  you_joined: ['workspace_id', 'name'],
  online: ['online'],
  caught_up: ['seq'],
  reload: ['seq'],
  signed_out: ['reason'],
};

/** Sent to find clients that read too slowly; it says nothing, and may come at any time. */
const MEANS_NOTHING = 'still_there';

/** What a member gets with a number. */
export const NUMBERED: ReadonlySet<string> = new Set([
  'new_message',
  'conversation_created',
  'conversation_updated',
  'conversation_assigned',
  'agent_status_changed',
  'member_changed',
  'workspace_changed',
]);

/** All that a visitor ever hears. */
const FOR_VISITORS: ReadonlySet<string> = new Set([
  'new_message',
  'conversation_status',
  'typing',
  'delivered',
  'read',
  'online',
]);

/** Ids of teammates: a visitor learns names, never these. */
const TEAM_IDS = ['sender_id', 'user_id', 'assignee_id', 'agent_id'];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

export type Side = 'member' | 'visitor';
export type Payload = Record<string, unknown>;

/** What is wrong with an event as this side heard it; empty where it is as documented. */
export function faults(side: Side, event: string, payload: Payload): string[] {
  if (event === MEANS_NOTHING) return [];
  const documented = KEYS[event];
  if (!documented) return [`${event} is not documented`];
  if (side === 'visitor' && !FOR_VISITORS.has(event)) return [`${event} is not for visitors`];
  const expected = side === 'member' && NUMBERED.has(event) ? [...documented, 'seq'] : [...documented];
  const [is, should] = [Object.keys(payload).sort().join(), expected.sort().join()];
  const found = is === should ? [] : [`${event} to a ${side} has the keys ${is}; documented are ${should}`];
  for (const [key, value] of Object.entries(payload)) {
    const fault = faultOf(side, event, key, value);
    if (fault) found.push(`${event}.${key} ${fault}: ${JSON.stringify(value)}`);
  }
  return found;
}

function faultOf(side: Side, event: string, key: string, value: unknown): string | null {
  if (side === 'visitor' && TEAM_IDS.includes(key)) return value === null ? null : 'shows an id of the team';
  // Where nothing has happened yet, a newcomer stands at 0.
  if (event === 'caught_up' || event === 'reload')
    return Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'is no number';
  if (key === 'seq') return Number.isSafeInteger(value) && Number(value) > 0 ? null : 'is no number from 1';
  if (key === 'id' || key.endsWith('_id') || key === 'assigned_by') {
    const nullable = ['sender_id', 'user_id', 'assignee_id'].includes(key);
    const good = (nullable && value === null) || (typeof value === 'string' && UUID.test(value));
    return good ? null : 'is no UUIDv7 as text';
  }
  if (key.endsWith('_at')) return typeof value === 'string' && TIME.test(value) ? null : 'is no time in UTC';
  return null;
}
