/** Finds web addresses in a text. Only http and https become links; everything else stays text. */

export interface Part {
  text: string;
  href?: string;
}

const CANDIDATE = /\bhttps?:\/\/[^\s<>"“”«»]+/gi;

/** Cuts what belongs to the sentence and not to the address: its full stop, its closing bracket. */
function trimEnd(text: string): string {
  let end = text;
  for (;;) {
    const last = end.slice(-1);
    const open = { ")": "(", "]": "[" }[last];
    const unbalanced = open !== undefined && end.split(last).length > end.split(open).length;
    if (!/[.,;:!?'’*_]/.test(last) && !unbalanced) return end;
    end = end.slice(0, -1);
  }
}

export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = trimEnd(match[0]);
    if (!URL.canParse?.(shown)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: shown, href: new URL(shown).href });
    from = match.index + shown.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
