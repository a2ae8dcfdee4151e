/** "Ada", "Ada and Ben", "Ada, Ben and Cyd". */
export function nameList(names: string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** The name that a colleague would say: the first word of the full name. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] || name;
}

/** Two letters for a face: of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** "7", "10,000". */
export const number = (n: number): string => n.toLocaleString('en');

/** "1 conversation", "7 conversations". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** What the bell calls a customer who has not said their name. */
export function customerName(customer: { name: string | null; email: string | null } | null): string {
  return customer?.name?.trim() || customer?.email || 'Visitor';
}

/** The bare host of whatever somebody typed as their site. */
export function hostOf(typed: string): string {
  const text = typed.trim().toLowerCase();
  if (!text) return '';
  try {
    return new URL(/^[a-z]+:\/\//.test(text) ? text : `https://${text}`).hostname.replace(/^www\./, '');
  } catch {
    return text;
  }
}

/** The same words as the beginning of a line: "Organization". */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
