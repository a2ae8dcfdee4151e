import { Modal } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { createStore, useStore } from '@/lib/store';
import { Key } from '@/ui/bits';
import { createKeyReader } from './key_reader';
import css from './keys.module.css';

const KEYS: [string[], string][] = [
  [['j', 'k'], 'Next and previous conversation'],
  [['↵'], 'Open the chosen conversation'],
  [['r'], 'Write a reply'],
  [['a'], 'Give it to somebody'],
  [['e'], 'Resolve'],
  [['u'], 'Back to the list'],
  [['/'], 'Search'],
  [['g', 'i'], 'Go to the inbox'],
  [['g', 't'], 'Go to the team'],
  [['s'], 'Change my status'],
  [['?'], 'This list'],
];

const handlers = new Map<string, (() => void)[]>();
const listShown = createStore(false);

export function showKeys(): void {
  listShown.set(() => true);
}

/** Does `act` when `key` is typed outside a field; the last one mounted wins. `g i` is typed as two keys. */
export function useKey(key: string, act: () => void, enabled = true): void {
  const latest = useRef(act);
  useEffect(() => {
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
    if (target.isContentEditable || target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select')) return true;
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
      const typed = palette ? 'mod+k' : reader(event.key, Date.now());
      const act = typed ? handlers.get(typed)?.at(-1) : undefined;
      // Enter on a link or a button already does what it says.
      const native = event.key === 'Enter' && event.target instanceof HTMLElement && event.target.matches('a, button');
      if (!act || native) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The list of all keys, by `?`. */
export function KeyList() {
  const shown = useStore(listShown);
  useKey('?', showKeys);
  return (
    <Modal opened={shown} onClose={() => listShown.set(() => false)} title="Keys" size={440}>
      <dl className={css.list}>
        {KEYS.map(([keys, words]) => (
          <div key={words} className={css.line}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="t12 ink3">A reply is sent with ⌘↵ or Ctrl ↵. Everything can also be reached by Tab.</p>
    </Modal>
  );
}
