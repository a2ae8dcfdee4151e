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
  let hash = 0x811c9dc5; // FNV-1a, as for the faces of the dashboard
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return (hash >>> 0) % 8;
}
