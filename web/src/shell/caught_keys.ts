/** What was typed between asking for a field and its being there: its first words, and what was chosen among them. */
export interface Caught {
  words: string;
  /** How often the arrow key went down from the first entry. */
  down: number;
  /** Whether Enter ended it. */
  enter: boolean;
}

export const NOTHING: Caught = { words: '', down: 0, enter: false };

/** What one more key makes of it; `null` where the key means nothing to a field. */
export function press(caught: Caught, key: string): Caught | null {
  // What follows Enter was typed for whatever Enter leads to.
  if (caught.enter) return caught;
  if (key === 'Enter') return { ...caught, enter: true };
  if (key === 'ArrowDown') return { ...caught, down: caught.down + 1 };
  if (key === 'ArrowUp') return { ...caught, down: Math.max(0, caught.down - 1) };
  if (key === 'Backspace') return { ...NOTHING, words: [...caught.words].slice(0, -1).join('') };
  return [...key].length === 1 ? { ...NOTHING, words: caught.words + key } : null;
}

let catching: { caught: Caught; cancel: () => void } | null = null;

/**
 * From here on what is typed belongs to a field that was asked for and is not there yet: it neither goes to the page's
 * one-letter keys nor is it lost. `cancel` is what Escape does meanwhile.
 */
export function catchKeys(cancel: () => void): void {
  catching = { caught: NOTHING, cancel };
}

/** Gives the field what was typed for it, once; from here on it hears its keys itself. */
export function takeCaught(): Caught {
  const caught = catching?.caught ?? NOTHING;
  catching = null;
  return caught;
}

/** Whether this key was caught; then nobody else may hear it. */
export function catchKey(event: KeyboardEvent): boolean {
  // Control and Alt together write a letter on many keyboards; either of them alone, or ⌘, gives an order.
  if (!catching || event.metaKey || (event.ctrlKey && !event.altKey)) return false;
  if (event.key === 'Escape') {
    const { cancel } = catching;
    catching = null;
    cancel();
    return true;
  }
  const next = press(catching.caught, event.key);
  if (!next) return false;
  catching.caught = next;
  return true;
}
