import type { RecentAct } from '@/api/model';
import { count } from '@/lib/words';

/** What was done to a conversation, before the customer's name; beside it where nobody's name is known. */
const DONE: Record<string, string> = {
  reply: 'Answered',
  note: 'Left a note for',
  assigned: 'Assigned',
  unassigned: 'Took back',
  handoff: 'Asked for a person for',
  resolved: 'Resolved',
  closed: 'Closed',
  reopened: 'Reopened',
  pending: 'Set to pending',
  snoozed: 'Snoozed',
  tagged: 'Tagged',
  opened: 'Began a conversation with',
};

/** Everything else, as a whole. */
const ELSE: Record<string, string> = {
  live: 'Went live',
  away: 'Went away',
  offline: 'Went offline',
  customer_added: 'Added a customer',
  'member.invited': 'Added somebody to the team',
  'member.joined': 'Joined the team',
  'member.removed': 'Removed somebody',
  'member.disabled': 'Switched somebody’s access off',
  'member.enabled': 'Switched somebody’s access on',
  'member.role_changed': 'Changed somebody’s role',
  'member.tier_changed': 'Changed somebody’s tier',
  'workspace.created': 'Made the workspace',
  'plan.changed': 'Changed the plan',
  'import.confirmed': 'Invited people by a file',
  'ownership.moved': 'Took over the workspace',
};

const OBJECTS: Record<string, string> = {
  member: 'a member',
  invitation: 'an invitation',
  link: 'a link',
  import: 'a file of people',
  role: 'a role',
  ownership: 'the ownership',
  workspace: 'the settings',
  plan: 'the plan',
  channel: 'a channel',
  widget: 'a widget',
  widget_secret: 'a widget’s secret',
  tag: 'a tag',
  canned_reply: 'a canned reply',
};

/** An act in words: what, and to whom where it was done to a conversation. */
export function actWords(act: Pick<RecentAct, 'what' | 'customer_name'>): string {
  const done = DONE[act.what];
  if (done) return `${done} ${act.customer_name ?? 'a visitor'}`;
  const known = ELSE[act.what];
  if (known) return known;
  const [object = '', verb = 'changed'] = act.what.split('.');
  const words = verb.replace(/_/g, ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${OBJECTS[object] ?? object.replace(/_/g, ' ')}`;
}

/** The parts of the product, as the page calls them. */
export const FEATURE_WORD: Record<string, string> = {
  replies: 'Replies',
  notes: 'Notes',
  assignments: 'Assignments',
  conversations: 'Conversations moved on',
  tags: 'Tags',
  customers: 'Customers',
  availability: 'Own status',
  people: 'People',
  settings: 'Settings',
};

/** A number of acts: "1 act", "257 acts". */
export const actsWords = (n: number): string => count(n, 'act');
