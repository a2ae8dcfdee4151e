import { createStore, useStore } from '@/lib/store';

/** Who is writing in which conversation: the visitor is `null`. Forgotten after six silent seconds. */
interface Writer {
  conversation: string;
  user: string | null;
}

const FORGET = 6000;
const writers = createStore<Writer[]>([]);
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const same = (a: Writer, b: Writer) => a.conversation === b.conversation && a.user === b.user;

export function showTyping(conversation: string, user: string | null, isTyping: boolean): void {
  const writer = { conversation, user };
  const key = `${conversation} ${user ?? ''}`;
  clearTimeout(timers.get(key));
  writers.set((before) => {
    const others = before.filter((each) => !same(each, writer));
    if (isTyping) return [...others, writer];
    return others.length === before.length ? before : others;
  });
  if (isTyping)
    timers.set(
      key,
      setTimeout(() => showTyping(conversation, user, false), FORGET),
    );
}

export function useTyping(conversation: string): (string | null)[] {
  return useStore(writers)
    .filter((writer) => writer.conversation === conversation)
    .map((writer) => writer.user);
}
