import { useEffect, useState, type KeyboardEvent } from 'react';
import { NOTHING, takeCaught } from './caught_keys';

interface Choosing {
  /** The place of the active entry; -1 where there are none. */
  at: number;
  point: (id: string) => void;
  /** Other words: the first entry for them is active again. */
  search: (words: string) => void;
  /** Moves and does; says whether it knew the key. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** Takes over what was typed before the field was there. */
  onFocus: () => void;
}

/**
 * A field above a list whose entries are called `base-0`, `base-1` and so on in the page: words narrow it, arrow keys move, Enter does the active entry. That entry is remembered by its
 * id: whatever arrives before it, or changes places, never puts another one under the finger that is about to press.
 */
export function useChoosing(
  base: string,
  ids: string[],
  setWords: (words: string) => void,
  choose: (at: number) => void,
): Choosing {
  const [active, setActive] = useState<string | null>(null);
  const [early, setEarly] = useState(NOTHING);
  const known = active === null ? -1 : ids.indexOf(active);
  const first = ids[0];
  if (known === -1 && first !== undefined) setActive(first);
  const at = known === -1 ? Math.min(0, ids.length - 1) : known;
  const move = (to: number) => {
    const next = ids[Math.min(ids.length - 1, Math.max(0, to))];
    if (next !== undefined) setActive(next);
  };
  const search = (words: string) => {
    setWords(words);
    setActive(null);
  };
  useEffect(() => {
    document.getElementById(`${base}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, at]);
  useEffect(() => {
    if (early === NOTHING) return;
    setEarly(NOTHING);
    // By now the list is the one for the early words.
    move(early.down);
    if (early.enter && ids.length > 0) choose(Math.min(early.down, ids.length - 1));
    // Only what was typed early asks for this.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [early]);
  return {
    at,
    point: setActive,
    search,
    onKeyDown: (event) => {
      if (event.key === 'ArrowDown') move(at + 1);
      else if (event.key === 'ArrowUp') move(at - 1);
      else if (event.key === 'Enter' && at >= 0) choose(at);
      else return false;
      event.preventDefault();
      return true;
    },
    onFocus: () => {
      const caught = takeCaught();
      if (caught === NOTHING) return;
      search(caught.words);
      setEarly(caught);
    },
  };
}
