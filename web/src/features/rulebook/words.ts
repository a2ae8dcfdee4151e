interface Group {
  title: string;
  permissions: [name: string, words: string][];
}

/** Permissions in words, in the order in which a person asks about them. */
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
    ],
  },
  {
    title: 'Workspace',
    permissions: [
      ['channels.read', 'See channels, secrets masked'],
      ['channels.manage', 'Manage channels'],
      ['widgets.appearance', 'Change how a widget looks'],
      ['workspace.update', 'Change the workspace’s settings'],
      ['billing.read', 'See the plan'],
      ['billing.manage', 'Manage billing'],
      ['audit.read', 'Read the audit log'],
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
