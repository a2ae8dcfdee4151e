/**
 * Runs `act` once for each key that was asked for within `gather` milliseconds, however often it was: a burst of
 * events about one conversation reads it once.
 */
export function createCoalescer(gather: number, act: (key: string) => void): (key: string) => void {
  const waiting = new Set<string>();
  return (key) => {
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => {
      waiting.delete(key);
      act(key);
    }, gather);
  };
}

/**
 * Reads something long again, however often that is asked for: a burst within `gather` milliseconds is one reading, what is
 * asked for while it goes on is one more, and between two it rests as long as the one before took. Ten thousand people are
 * read from the beginning to the end, though one of them changes every moment.
 */
export function createReader(gather: number, read: () => Promise<unknown>): () => void {
  let busy = false;
  let asked = false;
  const go = async () => {
    asked = false;
    const begun = performance.now();
    // What could not be read says so where it is shown.
    await read().catch(() => undefined);
    setTimeout(() => {
      busy = false;
      if (asked) ask();
    }, performance.now() - begun);
  };
  const ask = () => {
    asked = true;
    if (busy) return;
    busy = true;
    setTimeout(() => void go(), gather);
  };
  return ask;
}
