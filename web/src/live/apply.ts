import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvents } from '@/api/events';
import type { Availability, Bulk, ConversationStatus, Me, Member, Message } from '@/api/model';
import { channelsQuery } from '@/features/channels/data';
import { planQuery } from '@/features/billing/data';
import { countsQuery } from '@/features/inbox/counts';
import { addMessage, patchThread, refreshConversation } from '@/features/inbox/data';
import { arrived } from '@/features/inbox/outbox';
import { membersQuery } from '@/features/team/data';
import { showStatus } from '@/features/team/set_status';
import { ding } from '@/lib/ding';
import { ring } from '@/ui/bell';
import { notify } from '@/ui/notices';
import { createCoalescer, createReader } from './coalesce';
import { markDelivered } from './delivered';
import { announce } from './state';
import { nameOf, tellAssigned, tellWritten } from './tell';
import { showTyping } from './typing';

/** Where an event can take the reader. */
export interface Go {
  conversation: (id: string) => void;
  home: () => void;
  signedOut: (reason: string) => void;
}

/** Everything that changes what a member sees; the rest is for visitors, or of the connection itself. */
export type Table = Omit<
  LiveEvents,
  'conversation_status' | 'online' | 'still_there' | 'caught_up' | 'reload'
>;

/** How long events of one conversation are gathered before it is read again, in milliseconds. */
const GATHER = 120;

/** What each event changes on the page. */
export function apply(client: QueryClient, me: () => Me | undefined, go: Go): Table {
  const again = createCoalescer(GATHER, (id) => void refreshConversation(client, id).catch(() => undefined));
  const recount = createCoalescer(GATHER, () => void client.invalidateQueries(countsQuery));
  const changed = (id: string) => {
    again(id);
    recount('all');
  };
  return {
    ...inbox(client, me, go, changed),
    ...people(client, me, go, () => recount('all')),
  };
}

type InboxEvents = Pick<
  Table,
  | 'new_message'
  | 'conversation_created'
  | 'conversation_updated'
  | 'conversation_assigned'
  | 'typing'
  | 'delivered'
  | 'read'
>;

function inbox(
  client: QueryClient,
  me: () => Me | undefined,
  go: Go,
  changed: (id: string) => void,
): InboxEvents {
  return {
    new_message(event) {
      const { seq: _, ...message } = event;
      if (message.sender_id === me()?.user.id) {
        arrived(message.conversation_id, message.content, message.private);
      }
      addMessage(client, { ...message, sender_type: message.sender_type as Message['sender_type'] });
      showTyping(
        message.conversation_id,
        message.sender_type === 'customer' ? null : message.sender_id,
        false,
      );
      if (message.sender_type === 'customer') {
        announce(`New message from ${nameOf(client, message.conversation_id)}`);
        void tellWritten(client, message, me()?.user.id, go.conversation);
      }
      changed(message.conversation_id);
    },
    conversation_created: (event) => changed(event.conversation_id),
    conversation_updated(event) {
      const { conversation_id: id, status, assignee_id, needs_handoff } = event;
      const now = status as ConversationStatus;
      patchThread(client, id, (thread) => ({ ...thread, status: now, assignee_id, needs_handoff }));
      changed(id);
    },
    conversation_assigned(event) {
      changed(event.conversation_id);
      // Who took it themselves knows.
      if (event.assigned_by === me()?.user.id) return;
      ring();
      ding();
      void tellAssigned(client, event, go.conversation);
    },
    typing: (event) => showTyping(event.conversation_id, event.user_id, event.is_typing),
    delivered: (event) => markDelivered(event.message_id),
    read(event) {
      patchThread(client, event.conversation_id, (thread) => ({
        ...thread,
        customer_read_at: event.read_at,
      }));
    },
  };
}

/** Reads again what is being read just now: that answer may be older than the event, and would take it back. */
function askAgain(client: QueryClient, queryKey: readonly string[]): void {
  if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey });
}

/** What is read again, by what changed of the workspace. */
const CHANGED: Record<string, string[]> = {
  // A switch changes what people may do, and so their pages.
  settings: ['me', 'workspace', 'members', 'links'],
  ownership: ['me', 'workspace'],
  deletion: ['workspace'],
  domains: ['domains'],
  roles: ['me', 'roles', 'members', 'workspace', 'invitations', 'links'],
  keys: ['keys'],
  tags: ['tags', 'conversations', 'conversation'],
  canned_replies: ['canned'],
  invitations: ['invitations', 'links'],
  visits: ['visits'],
};

type PeopleEvents = Omit<Table, keyof InboxEvents>;

/** What is read again when somebody comes, goes or becomes something else. */
const OF_PEOPLE = [membersQuery.queryKey, planQuery.queryKey, ['former'], ['former-people']];

function people(client: QueryClient, me: () => Me | undefined, go: Go, recount: () => void): PeopleEvents {
  const team = createReader(GATHER, () =>
    Promise.all(OF_PEOPLE.map((queryKey) => client.invalidateQueries({ queryKey }))),
  );
  return {
    agent_status_changed(event) {
      showStatus(client, event.agent_id, event.status as Availability);
      askAgain(client, membersQuery.queryKey);
      if (event.agent_id === me()?.user.id) askAgain(client, ['me']);
    },
    presence_changed(event) {
      client.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
        members?.map((member) =>
          member.user_id === event.agent_id ? { ...member, connected: event.connected } : member,
        ),
      );
      askAgain(client, membersQuery.queryKey);
    },
    member_changed(event) {
      team();
      if (event.user_id === me()?.user.id) void client.invalidateQueries({ queryKey: ['me'] });
      // Whoever came may have come by a link, which says so.
      if (event.change === 'joined') void client.invalidateQueries({ queryKey: ['links'] });
      // Whoever left holds nothing any more.
      if (event.change === 'left') void client.invalidateQueries({ queryKey: ['conversations'] });
      recount();
    },
    new_admin(event) {
      notify({
        title: `${event.name} is ${event.role} now`,
        text: `${event.by} gave the role. Only you can take it back.`,
      });
    },
    workspace_changed(event) {
      // A name that was erased may stand in anything that was read before.
      if (event.what === 'erasure') return void client.invalidateQueries();
      void client.invalidateQueries(planQuery);
      for (const key of CHANGED[event.what] ?? []) void client.invalidateQueries({ queryKey: [key] });
      if (event.what === 'channels' || event.what === 'settings') {
        // First which there are: a widget that is gone is not asked for again.
        void client
          .invalidateQueries(channelsQuery)
          .then(() => client.invalidateQueries({ queryKey: ['widget'] }));
        recount();
      }
    },
    bulk_progress({ bulk_id, state, worked }) {
      const queryKey = ['bulk', bulk_id];
      // What became of everybody is read once, at the end: there may be ten thousand.
      if (state !== 'running' && state !== 'undoing') return void client.invalidateQueries({ queryKey });
      client.setQueryData(queryKey, (bulk: Bulk | undefined) => bulk && { ...bulk, state, worked });
    },
    import_progress: (event) => void client.invalidateQueries({ queryKey: ['import', event.import_id] }),
    you_joined(event) {
      const first = !me()?.business;
      notify({
        title: `You were added to ${event.name}`,
        ...(first ? {} : { text: 'Switch to it at the top left.' }),
      });
      void client.invalidateQueries({ queryKey: ['me'] }).then(() => first && go.home());
    },
    signed_out: (event) => go.signedOut(event.reason),
  };
}
