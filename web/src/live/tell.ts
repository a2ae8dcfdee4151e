import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvents } from '@/api/events';
import type { Message } from '@/api/model';
import { findInLists, readHead, threadQuery } from '@/features/inbox/data';
import { membersQuery } from '@/features/team/data';
import { mayTellOutside, tellOutside } from '@/lib/desktop';
import { customerName } from '@/lib/words';
import { notify } from '@/ui/notices';

type Assigned = Parameters<LiveEvents['conversation_assigned']>[0];
type Open = (conversation: string) => void;

/** What the lists call a customer: the event of a visitor's message carries no name. */
export function nameOf(client: QueryClient, id: string): string {
  const known = findInLists(client, id) ?? client.getQueryData(threadQuery(id).queryKey);
  return known ? customerName(known.customer) : 'a new visitor';
}

/** What the customer of mine wrote, for when I look elsewhere. */
export async function tellWritten(
  client: QueryClient,
  { conversation_id: id, content, created_at }: Pick<Message, 'conversation_id' | 'content' | 'created_at'>,
  me: string | undefined,
  open: Open,
): Promise<void> {
  if (!(await mayTellOutside())) return;
  const known = findInLists(client, id);
  if (known && known.assignee_id !== me) return;
  const conversation = await readHead(id).catch(() => null);
  if (conversation?.assignee_id !== me) return;
  // What was written before it became mine is told with that.
  const given = conversation?.acts.findLast(({ act, to }) => act === 'assigned' && to === me);
  if (given && given.created_at >= created_at) return;
  await tellOutside({
    title: customerName(conversation?.customer ?? null),
    text: content.slice(0, 120),
    about: id,
    open: () => open(id),
  });
}

/** Who gave me a conversation, and what its customer wrote last: on the page, and outside for when I look elsewhere. */
export async function tellAssigned(
  client: QueryClient,
  { conversation_id: id, assigned_by: by }: Assigned,
  open: Open,
): Promise<void> {
  const giver = client.getQueryData(membersQuery.queryKey)?.find((member) => member.user_id === by);
  const conversation = await client.fetchQuery(threadQuery(id)).catch(() => null);
  const title = `${giver?.name ?? 'Somebody'} gave you ${customerName(conversation?.customer ?? null)}`;
  const text = conversation?.preview?.content.slice(0, 120);
  const run = () => open(id);
  notify({ title, ...(text ? { text } : {}), act: { label: 'Open', run } });
  void tellOutside({ title, text, about: id, open: run });
}
