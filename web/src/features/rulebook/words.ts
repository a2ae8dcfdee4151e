import type { Rulebook } from '@/api/model';
import { nameList } from '@/lib/words';

interface Group {
  title: string;
  permissions: [name: string, words: string][];
}

/** Permissions in words, in the order in which a person asks about them: all that the server decides by. */
export const PERMISSIONS: Group[] = [
  {
    title: 'Team',
    permissions: [
      ['members.read', 'See who is on the team'],
      ['members.invite', 'Invite team members'],
      ['members.remove', 'Remove team members'],
      ['members.change_role', 'Change roles'],
      ['members.change_tier', 'Change tiers'],
      ['members.disable', 'Switch Agent Access off and on'],
      ['members.erase', 'Erase former members’ personal data'],
    ],
  },
  {
    title: 'Inbox',
    permissions: [
      ['conversations.read', 'Read conversations'],
      ['conversations.handle', 'Handle conversations, send messages'],
      ['conversations.assign', 'Assign conversations'],
      ['availability.set', 'Update own status'],
      ['customers.read', 'See customers'],
      ['customers.write', 'Add customers'],
      ['customers.erase', 'Erase customers’ personal data'],
    ],
  },
  {
    title: 'Workspace',
    permissions: [
      ['channels.read', 'See channels, secrets masked'],
      ['channels.manage', 'Manage channels'],
      ['widgets.appearance', 'Change how a widget looks'],
      ['workspace.read', 'See the workspace’s settings'],
      ['workspace.update', 'Change the workspace’s settings'],
      ['workspace.switch', 'Turn the rulebook’s switches on and off'],
      ['roles.manage', 'Add and change roles'],
      ['keys.manage', 'Manage API keys'],
      ['audit.read', 'Read the audit log'],
      ['analytics.read', 'See how many people use it'],
      ['billing.read', 'See the plan'],
      ['billing.manage', 'Manage billing'],
      ['ownership.transfer', 'Hand over ownership'],
      ['workspace.delete', 'Delete the workspace'],
    ],
  },
];

const WORDS = new Map(PERMISSIONS.flatMap((group) => group.permissions));

/** A permission in words, or undefined for one that this page has nothing for. */
export function permissionWords(name: string): string | undefined {
  return WORDS.get(name);
}

/** What somebody gains and loses by moving between two sets of permissions, in words. */
export function difference(before: string[], after: string[]): { gains: string[]; loses: string[] } {
  const words = (names: string[]) => names.flatMap((name) => permissionWords(name) ?? []);
  return {
    gains: words(after.filter((name) => !before.includes(name))),
    loses: words(before.filter((name) => !after.includes(name))),
  };
}

/** The ways in, in words; a way that this page has nothing for is left out. */
const WAYS: Record<string, string[]> = {
  direct: ['at once, with an account'],
  invitation: ['by invitation', 'from a list'],
  link: ['by a link'],
  domain: ['by the company’s domain'],
};

/** How people come in, as a sentence: "By invitation, from a list and by a link." */
export function waysIn({ joining }: Pick<Rulebook, 'joining'>): string {
  const ways = nameList(joining.flatMap((way) => WAYS[way] ?? []));
  return ways && `${ways.charAt(0).toUpperCase()}${ways.slice(1)}.`;
}

/** Whether the workspace can get another owner, as a sentence. */
export function ownershipWords({ ownership_moves: moves }: Pick<Rulebook, 'ownership_moves'>): string {
  return moves ? 'Can be handed over to somebody who accepts it.' : 'Stays with who made the workspace.';
}
