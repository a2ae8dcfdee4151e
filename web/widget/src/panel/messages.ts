/** A conversation's messages as a list: pure, ordered by time, each id once. */
import type { Message } from "../contract.ts";

/** Times are written with the same number of digits by the server, so they order as text; ids decide a tie. */
const rank = (it: Message): string => it.created_at + it.id;

export const isMine = (message: Message): boolean => message.sender_type === "customer";

/** Both lists as one. What was read stays read, whichever list knew it. */
export function merge(known: Message[], news: Message[]): Message[] {
  const all = new Map(known.map((it) => [it.id, it]));
  for (const it of news) all.set(it.id, { ...it, read_at: it.read_at ?? all.get(it.id)?.read_at ?? null });
  return [...all.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Messages as the server lists them, with what the team has seen of ours. */
export function seenByTeam(list: Omit<Message, "read_at">[], teamReadAt: string | null): Message[] {
  return list.map((it) => {
    const seen = it.sender_type === "customer" && teamReadAt !== null && it.created_at <= teamReadAt;
    return { ...it, read_at: seen ? teamReadAt : null };
  });
}

/** Marks the named message, and what the same side wrote before it, as read. */
export function markRead(list: Message[], id: string, at: string): Message[] {
  const last = list.find((it) => it.id === id);
  if (!last) return list;
  const covers = (it: Message): boolean =>
    !it.read_at && it.sender_type === last.sender_type && rank(it) <= rank(last);
  return list.map((it) => (covers(it) ? { ...it, read_at: at } : it));
}

/** What the team wrote and the visitor has not seen; `seen` is the newest id that any tab has shown. */
export function unread(list: Message[], seen: string | null): Message[] {
  const from = list.findIndex((it) => it.id === seen);
  return list.slice(from + 1).filter((it) => !isMine(it) && !it.read_at);
}
