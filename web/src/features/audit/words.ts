import type { Member } from '@/api/model';
import { permissionWords } from '@/features/rulebook/words';
import { REASON_WORDS } from '@/features/team/reasons';
import { exact } from '@/lib/time';

/** What can be looked for, by the names that entries carry. */
export const ACTS = [
  ['member', 'All of the team'],
  ['member.invited', 'Invited'],
  ['member.joined', 'Joined'],
  ['invitation', 'Invitations'],
  ['link', 'Links'],
  ['domain', 'Domains'],
  ['import', 'Files of people'],
  ['member.removed', 'Removed'],
  ['member.left', 'Left'],
  ['member.removal_planned', 'Removal planned'],
  ['archive', 'What was kept of those who went'],
  ['member.erased', 'Erased members'],
  ['customer.erased', 'Erased customers'],
  ['bulk', 'Acts on many people'],
  ['member.role_changed', 'Role changed'],
  ['member.tier_changed', 'Tier changed'],
  ['member.disabled', 'Access switched off'],
  ['member.enabled', 'Access switched on'],
  ['workspace', 'Settings'],
  ['workspace.switched', 'Switches'],
  ['role', 'Roles'],
  ['ownership', 'Transfer of ownership'],
  ['workspace.deleted', 'Deletion of the workspace'],
  ['workspace.restored', 'Deletion called off'],
  ['retention', 'What was not kept any longer'],
  ['plan', 'Plan'],
  ['channel', 'Channels'],
  ['widget', 'Widgets'],
  ['widget_secret', 'Secrets of widgets'],
  ['key', 'API keys'],
  ['visit', 'Visits of platform admins'],
  ['tag', 'Tags'],
  ['canned_reply', 'Canned replies'],
] as const;

/** A field's name as a person would write it: "time_zone" is "Time zone". */
export function fieldWords(field: string): string {
  const words = field.split('.').at(-1)?.replace(/_/g, ' ') ?? field;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The permissions of a role in words, a list with commas; one that has none stands as it is. */
export function permissionsWords(names: string): string {
  return names
    .split(',')
    .map((name) => permissionWords(name) ?? name)
    .join(', ');
}

/** What the fields of somebody's access carry as a name of the program. */
const NAMED: Record<string, Record<string, string>> = {
  heir: { queue: 'Unassigned', stay: 'Stays with them' },
  reason: REASON_WORDS,
};

/** The name that the page has for a value, where it has one. */
export function namedWords(field: string, value: unknown): string | undefined {
  return typeof value === 'string' ? NAMED[field]?.[value] : undefined;
}

/** A page that a visit looked at, with the name of the person in place of their membership's id, where they are known. */
export function pageWords(path: string, members: readonly Pick<Member, 'id' | 'name'>[]): string {
  const id = /^\/team\/members\/([^/]+)/.exec(path)?.[1];
  const name = members.find((member) => member.id === id)?.name;
  return id && name ? path.replace(id, name) : path;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value in words: nothing, yes and no, a moment as the reader's clock has it, or as it is. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (typeof value === 'string' && MOMENT.test(value)) return exact(value);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return JSON.stringify(value);
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** What allows an act though no rulebook speaks of it. */
const OF_NO_RULEBOOK: Record<string, string> = {
  account: 'with an account of their own',
  'deskbell/owner': 'as the owner',
  'deskbell/platform_admin': 'as a platform admin',
  'deskbell/visit': 'on a visit',
};

/**
 * The right that allowed an act, as a person would say it: "support/owner/members.invite" is "as Owner: invite team
 * members". One that is of no rulebook stands as it is.
 */
export function rightWords(right: string, roleLabel: (role: string) => string): string {
  const [, role, permission] = right.split('/');
  const own = OF_NO_RULEBOOK[right];
  if (own) return own;
  if (!role || !permission) return `by the right ${right}`;
  if (role === 'visit') return `on a visit: ${lower(permissionWords(permission) ?? permission)}`;
  if (role === 'joining') return `by the way in: ${permission}`;
  const words = permissionWords(permission);
  return words ? `as ${roleLabel(role)}: ${lower(words)}` : `as ${roleLabel(role)}`;
}
