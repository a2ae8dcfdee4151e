import {
  IconBookmark,
  IconInbox,
  IconKeyboard,
  IconLogout,
  IconMessage2,
  IconScale,
  IconUserCog,
  IconUsers,
  IconUserPlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { may } from '@/api/may';
import { api, ok } from '@/api/client';
import type { Availability, Channel, Conversation, Found, Me, Member, SavedView } from '@/api/model';
import { logout } from '@/features/auth/logout';
import { searchOf, VIEW_LABEL, type ViewName } from '@/features/inbox/views';
import { customerName } from '@/lib/words';
import { Face } from '@/ui/face';
import { STATUS_WORD, StatusGlyph } from '@/ui/status';
import { notify } from '@/ui/notices';
import { showKeys } from './keys';
import type { SettingsPage } from './settings_pages';

export interface Entry {
  id: string;
  group: string;
  label: string;
  sub: string;
  icon: ReactNode;
  keys?: string[];
  run: () => void;
}

/** How many of one group are shown. */
const EACH = 6;

/** Entries whose words contain what was typed, at most six of a group; those that begin with it first. */
export function search(entries: Entry[], typed: string): Entry[] {
  const words = typed.trim().toLowerCase();
  const hit = (entry: Entry) => `${entry.label} ${entry.sub}`.toLowerCase().includes(words);
  const found = words ? entries.filter(hit) : entries;
  const taken = new Map<string, number>();
  const starts = (entry: Entry) => Number(entry.label.toLowerCase().startsWith(words));
  const groups = [...new Set(entries.map((entry) => entry.group))];
  return found
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || starts(b) - starts(a))
    .filter((entry) => {
      const n = (taken.get(entry.group) ?? 0) + 1;
      taken.set(entry.group, n);
      return n <= (words ? EACH * 2 : EACH) || entry.group === 'Go and do';
    });
}

export function conversationEntries(known: Conversation[], open: (id: string) => void): Entry[] {
  return known.map((conversation) => ({
    id: conversation.id,
    group: 'Conversations',
    label: customerName(conversation.customer),
    sub: conversation.preview?.content ?? '',
    icon: (
      <Face
        id={conversation.customer_id ?? conversation.id}
        name={customerName(conversation.customer)}
        size={24}
      />
    ),
    run: () => open(conversation.id),
  }));
}

/** What the server has found: the message that fits, and customers with their newest conversation. */
export function foundEntries(found: Found, open: (id: string) => void): Entry[] {
  const byCustomer = new Map(found.conversations.map((each) => [each.customer_id, each.id]));
  const customers = found.customers.flatMap((customer) => {
    const conversation = byCustomer.get(customer.id);
    return conversation ? [] : [customer];
  });
  return [
    ...found.conversations.map((each) => ({
      id: each.id,
      group: 'Messages',
      label: customerName(each.customer),
      sub: each.match.private ? `Note: ${each.match.excerpt}` : each.match.excerpt,
      icon: <Face id={each.customer_id ?? each.id} name={customerName(each.customer)} size={24} />,
      run: () => open(each.id),
    })),
    ...customers.map((customer) => ({
      id: customer.id,
      group: 'Customers',
      label: customerName(customer),
      sub: customer.email ?? '',
      icon: <Face id={customer.id} name={customerName(customer)} size={24} />,
      run: () => void openNewest(customer.id, open),
    })),
  ];
}

/** Opens the newest conversation of a customer. */
async function openNewest(id: string, open: (id: string) => void): Promise<void> {
  const customer = await ok(
    api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } } }),
  ).catch(() => null);
  const newest = customer?.conversations[0];
  if (newest) open(newest.id);
  else notify({ title: 'This customer has no conversation yet' });
}

export function peopleEntries(members: Member[], open: (id: string) => void): Entry[] {
  return members.map((member) => ({
    id: member.id,
    group: 'People',
    label: member.name,
    sub: `${STATUS_WORD[member.status]}, ${member.email}`,
    icon: <Face id={member.user_id} name={member.name} size={24} picture={member.avatar_url} />,
    run: () => open(member.id),
  }));
}

type GoTo = (to: string, search: Record<string, string>) => void;

const icon = { size: 16, stroke: 1.75 };

/** The lists of the inbox that a channel or a filter of my own makes. */
export function listEntries(me: Me | undefined, channels: Channel[], views: SavedView[], go: GoTo): Entry[] {
  const group = 'Go and do';
  return [
    ...channels.map((channel) => ({
      id: `channel ${channel.id}`,
      group,
      label: `Channel: ${channel.name}`,
      sub: '',
      icon: <IconMessage2 {...icon} />,
      run: () => go('/', { view: 'all', channel: channel.id }),
    })),
    ...views.map((view) => ({
      id: `kept ${view.id}`,
      group,
      label: `My view: ${view.name}`,
      sub: '',
      icon: <IconBookmark {...icon} />,
      run: () => go('/', { ...searchOf(view.filter, me?.user.id ?? '') }),
    })),
  ];
}

export function commands(
  me: Me | undefined,
  settings: SettingsPage[],
  go: GoTo,
  setStatus: (status: Availability) => void,
): Entry[] {
  const group = 'Go and do';
  const views: Entry[] = (Object.keys(VIEW_LABEL) as ViewName[]).map((view) => ({
    id: `view ${view}`,
    group,
    label: `Inbox: ${VIEW_LABEL[view]}`,
    sub: '',
    icon: <IconInbox {...icon} />,
    ...(view === 'all' ? { keys: ['g', 'i'] } : {}),
    run: () => go('/', { view }),
  }));
  const statuses: Entry[] = (['live', 'away', 'offline'] as const).map((status) => ({
    id: `status ${status}`,
    group,
    label: `My status: ${STATUS_WORD[status]}`,
    sub: '',
    icon: <StatusGlyph status={status} />,
    run: () => setStatus(status),
  }));
  const page = (label: string, to: string, sign: ReactNode, keys?: string[]): Entry => ({
    id: to + label,
    group,
    label,
    sub: '',
    icon: sign,
    ...(keys ? { keys } : {}),
    run: () => go(to, {}),
  });
  return [
    ...views,
    page('Team: who is here', '/team', <IconUsers {...icon} />, ['g', 't']),
    page('My account', '/me', <IconUserCog {...icon} />),
    ...settings.map((each) => page(`Settings: ${each.label}`, each.to, each.icon)),
    page('All rules of this workspace', '/rules', <IconScale {...icon} />),
    ...(may(me, 'members.invite')
      ? [
          {
            ...page('Invite Members', '/settings/team', <IconUserPlus {...icon} />),
            run: () => go('/settings/team', { invite: 'open' }),
          },
        ]
      : []),
    ...statuses,
    {
      id: 'keys',
      group,
      label: 'All keys',
      sub: '',
      icon: <IconKeyboard {...icon} />,
      keys: ['?'],
      run: showKeys,
    },
    {
      id: 'out',
      group,
      label: 'Sign out',
      sub: '',
      icon: <IconLogout {...icon} />,
      run: () => void logout(),
    },
  ];
}
