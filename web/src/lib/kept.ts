import { createStore, type Store } from './store';

export interface Kept extends Store<boolean> {
  /** Switches it in every tab of this browser. */
  keep: (on: boolean) => void;
}

/** A switch that this browser remembers, off at first. `holds` says whether what was switched on still may be on. */
export function createKept(key: string, holds: () => boolean = () => true): Kept {
  const read = () => {
    try {
      return localStorage.getItem(key) === 'on' && holds();
    } catch {
      return false;
    }
  };
  const store = createStore(read());
  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) store.set(read);
  });
  return {
    ...store,
    keep(on) {
      try {
        localStorage.setItem(key, on ? 'on' : 'off');
      } catch {
        // Kept for this page only.
      }
      store.set(() => on);
    },
  };
}
