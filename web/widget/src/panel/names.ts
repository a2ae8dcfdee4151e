/** How a teammate is shown: first name, initials, and the tone of their face. */

const words = (name: string): string[] => name.trim().split(/\s+/).filter(Boolean);

export const firstName = (name: string): string => words(name)[0] ?? "";

/** First letters of the first and the last word, at most two. */
export function initials(name: string): string {
  const all = words(name);
  const ends = all.length > 1 ? [all[0]!, all[all.length - 1]!] : all;
  return ends.map((word) => [...word][0]!.toUpperCase()).join("");
}

/** One of the eight tones, the same for the same name on every page. */
export function tone(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) >>> 0;
  return hash % 8;
}
