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
