import type { Me } from './model';

/** What the page asks about; the names are the rulebook's. */
export type Permission =
  | 'members.invite'
  | 'members.remove'
  | 'members.change_role'
  | 'members.change_tier'
  | 'members.disable'
  | 'members.erase'
  | 'customers.erase'
  | 'conversations.assign'
  | 'conversations.handle'
  | 'channels.manage'
  | 'widgets.appearance'
  | 'workspace.update'
  | 'workspace.switch'
  | 'workspace.delete'
  | 'ownership.transfer'
  | 'roles.manage'
  | 'audit.read'
  | 'keys.manage'
  | 'billing.manage';

/**
 * Whether a door of the interface is open. To a member every one is, and their role decides behind it; to a visit of a
 * platform admin those are which the server names.
 */
export function opens(me: Me | undefined, door: string): boolean {
  return me?.visit?.opens.includes(door) ?? true;
}

/**
 * Whether the signed-in person's role has a permission. It decides what is shown; the server decides again what is done.
 */
export function may(me: Me | undefined, permission: Permission): boolean {
  return me?.permissions.includes(permission) ?? false;
}
