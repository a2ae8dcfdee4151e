import type { Attachment } from '@/api/model';
import { createStore, useStore } from '@/lib/store';

/** An answer on its way, or one that did not get there. */
export interface Unsent {
  /** Also the idempotency key: sending it again never makes a second message. */
  key: string;
  conversation: string;
  content: string;
  /** Whether only the team is to see it. */
  note: boolean;
  attachments: Attachment[];
  at: string;
  state: 'sending' | 'failed' | 'arrived';
  reason?: string;
  /** No answer of the server came: it may stand in the conversation all the same. */
  isUnknown?: boolean;
}

const KEY = 'deskbell.unsent';
const box = createStore<Unsent[]>(read());

/** What was under way when the page was closed may or may not have arrived: it waits for a retry, which is safe. */
function read(): Unsent[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Unsent[];
    return kept.map((entry) => ({
      ...entry,
      note: entry.note ?? false,
      attachments: entry.attachments ?? [],
      state: 'failed',
      reason: entry.reason ?? 'The page was closed.',
    }));
  } catch {
    return [];
  }
}

function change(next: (entries: Unsent[]) => Unsent[]): void {
  box.set(next);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(box.get().filter((entry) => entry.state !== 'arrived')));
  } catch {
    // Kept for as long as the page is open.
  }
}

export function putUnsent(entry: Unsent): void {
  change((entries) => [...entries.filter((each) => each.key !== entry.key), entry]);
}

export function dropUnsent(key: string): void {
  change((entries) => entries.filter((entry) => entry.key !== key));
}

/** An answer that did not get there; where the server said nothing and its event came already, it did. */
export function failUnsent(entry: Unsent, reason: string, isUnknown: boolean): void {
  const known = box.get().find((each) => each.key === entry.key);
  if (known?.state === 'arrived' && isUnknown) dropUnsent(entry.key);
  else putUnsent({ ...entry, state: 'failed', reason, isUnknown });
}

/** The live event of our own answer can come before its response: from then on only one of the two is shown. */
export function arrived(conversation: string, content: string, note: boolean): void {
  change((entries) => {
    const at = entries.findIndex(
      (entry) =>
        entry.conversation === conversation &&
        entry.content === content &&
        entry.note === note &&
        (entry.state === 'sending' || (entry.state === 'failed' && entry.isUnknown)),
    );
    const entry = entries[at];
    return entry ? entries.with(at, { ...entry, state: 'arrived' }) : entries;
  });
}

export function useUnsent(conversation: string): Unsent[] {
  return useStore(box).filter((entry) => entry.conversation === conversation && entry.state !== 'arrived');
}
