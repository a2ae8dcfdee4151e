import { createStore, useStore } from '@/lib/store';

export type Link = 'waiting' | 'up' | 'lost';

/** Whether the live connection stands. */
export const link = createStore<Link>('waiting');
export const useLink = (): Link => useStore(link);

/** What a screen reader is told next; politely, never in the middle of a sentence. */
export const spoken = createStore('');

export function announce(text: string): void {
  spoken.set(() => text);
}
