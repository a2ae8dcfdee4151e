import { permissionWords } from '@/features/rulebook/words';

/** What can be looked for, by the names that entries carry. */
export const ACTS = [
  ['member', 'All of the team'],
  ['member.invited', 'Invited'],
  ['member.joined', 'Joined'],
  ['invitation', 'Invitations'],
  ['link', 'Links'],
  ['import', 'Files of people'],
  ['member.removed', 'Removed'],
  ['member.left', 'Left'],
  ['member.role_changed', 'Role changed'],
  ['member.disabled', 'Access switched off'],
  ['member.enabled', 'Access switched on'],
  ['workspace', 'Settings'],
  ['workspace.switched', 'Switches'],
  ['plan', 'Plan'],
  ['channel', 'Channels'],
  ['widget', 'Widgets'],
  ['widget_secret', 'Secrets of widgets'],
  ['tag', 'Tags'],
  ['canned_reply', 'Canned replies'],
] as const;

/** A field's name as a person would write it: "time_zone" is "Time zone". */
export function fieldWords(field: string): string {
  const words = field.split('.').at(-1)?.replace(/_/g, ' ') ?? field;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value in words: nothing, yes and no, or as it is. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return JSON.stringify(value);
}

/**
 * The right that allowed an act, as a person would say it: "support/owner/members.invite" is "as Owner: invite team
 * members". One that is no row of a rulebook's table stands as it is.
 */
export function rightWords(right: string, roleLabel: (role: string) => string): string {
  const [, role, permission] = right.split('/');
  const words = permission && permissionWords(permission);
  if (!role || !words) return `by the right ${right}`;
  return `as ${roleLabel(role)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
