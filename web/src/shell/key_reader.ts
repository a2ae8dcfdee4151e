/** How long the first of two keys waits for the second, in milliseconds. */
const WAIT = 1000;

/**
 * Turns single keys into what they mean: "j" is "j", "g" and then "t" within a second is "g t".
 * `known` says which sequences exist.
 */
export function createKeyReader(
  known: (sequence: string) => boolean,
): (key: string, now: number) => string | null {
  let first: { key: string; at: number } | null = null;
  return (key, now) => {
    const before = first;
    first = null;
    if (before && now - before.at <= WAIT && known(`${before.key} ${key}`)) return `${before.key} ${key}`;
    if (key === 'g') {
      first = { key, at: now };
      return null;
    }
    return key;
  };
}
