import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { ahead } from '@/lib/ahead';
import { createStore, useStore } from '@/lib/store';
import { catchKey, takeCaught } from './caught_keys';
import { createKeyReader } from './key_reader';

const handlers = new Map<string, (() => void)[]>();
const listShown = createStore(false);

export function showKeys(): void {
  listShown.set(() => true);
}

/** Does `act` when `key` is typed outside a field; the last one mounted wins. `g i` is typed as two keys. */
export function useKey(key: string, act: () => void, enabled = true): void {
  const latest = useRef(act);
  // Before the page is drawn: a key does what fits to what is seen.
  useLayoutEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const run = () => latest.current();
    handlers.set(key, [...(handlers.get(key) ?? []), run]);
    return () => {
      handlers.set(
        key,
        (handlers.get(key) ?? []).filter((each) => each !== run),
      );
    };
  }, [key, enabled]);
}

function isBusy(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement) {
    if (
      target.isContentEditable ||
      target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select')
    )
      return true;
  }
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** Reads the keyboard for the whole page. Mounted once. */
export function useKeyboard(): void {
  useEffect(() => {
    const reader = createKeyReader((key) => handlers.has(key));
    const onKey = (event: KeyboardEvent) => {
      const palette = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k';
      if (!palette && (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target))) return;
      const typed = palette ? 'mod+k' : reader(event.key, event.timeStamp);
      const act = typed ? handlers.get(typed)?.at(-1) : undefined;
      // Enter on a link or a button already does what it says.
      const native =
        event.key === 'Enter' && event.target instanceof HTMLElement && event.target.matches('a, button');
      if (!act || native) return;
      event.preventDefault();
      act();
    };
    const onEarly = (event: KeyboardEvent) => {
      if (!catchKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onEarly, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onEarly, true);
      window.removeEventListener('keydown', onKey);
      takeCaught();
    };
  }, []);
}

const KeyListDialog = lazy(
  ahead(() => import('./key_list').then((part) => ({ default: part.KeyListDialog }))),
);

/** The list of all keys, by `?`. */
export function KeyList() {
  const shown = useStore(listShown);
  useKey('?', showKeys);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <KeyListDialog onClose={() => listShown.set(() => false)} />
    </Suspense>
  );
}
