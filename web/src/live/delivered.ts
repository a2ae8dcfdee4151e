import { createStore, useStore } from '@/lib/store';

const LIMIT = 500;
const ids = createStore<ReadonlySet<string>>(new Set());

/** Remembers that a message has reached the visitor's page; fleeting, so only for this load of the page. */
export function markDelivered(id: string): void {
  ids.set((before) => new Set([...before, id].slice(-LIMIT)));
}

export const useDelivered = (): ReadonlySet<string> => useStore(ids);
