import {
  infiniteQueryOptions,
  queryOptions,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { api, okWith } from '@/api/client';
import type { Conversation, Message } from '@/api/model';
import { belongs, statusesOf, type ListKey } from './views';

const PAGE = 50;
const MESSAGES = 100;

export interface ListPage {
  items: Conversation[];
  next: string | null;
}
type Lists = InfiniteData<ListPage, string | null>;

async function readPage(key: ListKey, meId: string, cursor: string | null): Promise<ListPage> {
  const query = {
    limit: PAGE,
    status: statusesOf(key).join(','),
    ...(key.view === 'mine' ? { assignee_id: meId } : {}),
    ...(key.view === 'unassigned' ? { unassigned: true } : {}),
    ...(key.channel ? { channel_id: key.channel } : {}),
    ...(key.tag ? { tag: key.tag } : {}),
    ...(cursor ? { cursor } : {}),
  };
  const page = await okWith(api.GET('/api/v1/conversations', { params: { query } }));
  return { items: page.data as Conversation[], next: page.headers.get('X-Next-Cursor') };
}

/** One list of the inbox, the most recently updated first, 50 at a time. */
export const listQuery = (key: ListKey, meId: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', key, meId],
    queryFn: ({ pageParam }) => readPage(key, meId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage) => page.next,
  });

export interface Thread extends Conversation {
  /** The cursor of the messages before the oldest one here. */
  earlier: string | null;
}

async function readPart(id: string, query: { limit: number; cursor?: string }) {
  const params = { path: { conversation_id: id }, query };
  const { data, headers } = await okWith(api.GET('/api/v1/conversations/{conversation_id}', { params }));
  return { data: data as Conversation, headers };
}

/** A conversation with its newest message alone, as it is now. */
export const readHead = async (id: string): Promise<Conversation> => (await readPart(id, { limit: 1 })).data;

async function readThread(client: QueryClient, id: string): Promise<Thread> {
  const { data, headers } = await readPart(id, { limit: MESSAGES });
  const fresh = { ...data, earlier: headers.get('X-Next-Cursor') };
  const known = client.getQueryData<Thread>(['conversation', id]);
  return known ? joined(known, fresh) : fresh;
}

/** The newest messages put to those read before, so that reading again takes nothing off the screen. */
export function joined(known: Thread, fresh: Thread): Thread {
  const oldest = fresh.messages[0];
  const meets = oldest !== undefined && known.messages.some((message) => message.id === oldest.id);
  if (!meets) return fresh;
  return { ...fresh, messages: union(known.messages, fresh.messages), earlier: known.earlier };
}

/** A conversation with its newest 100 messages, and those before them that were asked for. */
export const threadQuery = (id: string) =>
  queryOptions({ queryKey: ['conversation', id], queryFn: ({ client }) => readThread(client, id) });

/** The messages before the oldest one shown, put in front of it. */
export async function readEarlier(client: QueryClient, thread: Thread): Promise<void> {
  if (!thread.earlier) return;
  const { data, headers } = await readPart(thread.id, { limit: MESSAGES, cursor: thread.earlier });
  patchThread(client, thread.id, (now) => ({
    ...now,
    messages: union(data.messages, now.messages),
    acts: union(data.acts, now.acts),
    earlier: headers.get('X-Next-Cursor'),
  }));
}

/** Both, each once, in the order of their ids: the order in which they were made. */
function union<T extends { id: string }>(one: T[], other: T[]): T[] {
  const all = new Map([...one, ...other].map((item) => [item.id, item]));
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function patchThread(client: QueryClient, id: string, change: (thread: Thread) => Thread): void {
  client.setQueryData(threadQuery(id).queryKey, (thread: Thread | undefined) => thread && change(thread));
}

/** Adds a message to its conversation, once. */
export function addMessage(client: QueryClient, message: Message): void {
  patchThread(client, message.conversation_id, (thread) =>
    thread.messages.some((known) => known.id === message.id)
      ? thread
      : {
          ...thread,
          messages: [...thread.messages, message],
          unread: thread.unread || message.sender_type === 'customer',
        },
  );
}

/** A conversation as some list knows it. */
export function findInLists(client: QueryClient, id: string): Conversation | undefined {
  for (const [, lists] of client.getQueriesData<Lists>({ queryKey: ['conversations'] })) {
    for (const page of lists?.pages ?? []) {
      const found = page.items.find((item) => item.id === id);
      if (found) return found;
    }
  }
  return undefined;
}

/** Changes a conversation wherever a list shows it, without moving it. */
export function patchInLists(
  client: QueryClient,
  id: string,
  change: (c: Conversation) => Conversation,
): void {
  client.setQueriesData(
    { queryKey: ['conversations'] },
    (lists: Lists | undefined) =>
      lists && {
        ...lists,
        pages: lists.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === id ? change(item) : item)),
        })),
      },
  );
}

/** Puts a conversation where it now belongs in every list that has been read: in, out, or to another place. */
export function placeInLists(client: QueryClient, conversation: Conversation): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['conversations'] })) {
    const [, key, meId] = query.queryKey as [string, ListKey, string];
    client.setQueryData(
      query.queryKey,
      (lists: Lists | undefined) => lists && place(lists, conversation, belongs(conversation, key, meId)),
    );
  }
}

const newerFirst = (a: Conversation, b: Conversation) =>
  b.updated_at.localeCompare(a.updated_at) || b.id.localeCompare(a.id);

/** The pure part of `placeInLists`. One older than everything read so far waits for its own page. */
export function place(lists: Lists, conversation: Conversation, belongsHere: boolean): Lists {
  const pages = lists.pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => item.id !== conversation.id),
  }));
  if (!belongsHere) return { ...lists, pages };
  const target = pages.findIndex(
    (page) => page.next === null || page.items.some((item) => newerFirst(conversation, item) < 0),
  );
  const page = pages[target];
  if (!page) return { ...lists, pages };
  const at = page.items.findIndex((item) => newerFirst(conversation, item) < 0);
  const index = at < 0 ? page.items.length : at;
  pages[target] = { ...page, items: page.items.toSpliced(index, 0, conversation) };
  return { ...lists, pages };
}

/** Reads one conversation again and shows it everywhere: in its thread and in the lists. */
export async function refreshConversation(client: QueryClient, id: string): Promise<void> {
  const shown = client.getQueryCache().find({ queryKey: threadQuery(id).queryKey });
  const conversation = shown?.isActive()
    ? await client.fetchQuery({ ...threadQuery(id), staleTime: 0 })
    : await readHead(id);
  if (shown && !shown.isActive()) void client.invalidateQueries({ queryKey: threadQuery(id).queryKey });
  placeInLists(client, { ...conversation, messages: [], acts: [] });
  const { customer_id: customer } = conversation;
  if (customer) void client.invalidateQueries({ queryKey: ['customer', customer] });
}
