import type { ImportRow } from '@/api/model';

/** What somebody changes in a row before the file is looked at again. */
export type Fix = Partial<Pick<ImportRow, 'email' | 'role' | 'tier'>>;

const cell = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows as a file again. */
export function sheetOf(rows: ImportRow[]): string {
  const lines = rows.map(({ email, role, tier }) => [email, role, tier].map(cell).join(','));
  return ['email,role,access_tier', ...lines].join('\r\n');
}

/** The rows that want the same: an unknown role or tier is unknown wherever it stands. */
export function alike(rows: ImportRow[], row: ImportRow): ImportRow[] {
  const same = rows.filter(({ outcome }) => outcome === row.outcome);
  if (row.outcome === 'unknown_role') return same.filter(({ role }) => role === row.role);
  if (row.outcome === 'unknown_tier') return same.filter(({ tier }) => tier === row.tier);
  return [row];
}

/** The rows after some of them were changed. */
export function fixed(rows: ImportRow[], which: ImportRow[], fix: Fix): ImportRow[] {
  const chosen = new Set(which);
  return rows.map((row) => (chosen.has(row) ? { ...row, ...fix } : row));
}

/** The last row that takes a seat: whoever has none left can be put before it. */
export function lastSeat(rows: ImportRow[]): ImportRow | undefined {
  return rows.findLast((row) => row.outcome === 'invite');
}

/** The rows with one of them put before another. */
export function putBefore(rows: ImportRow[], row: ImportRow, before: ImportRow): ImportRow[] {
  const rest = rows.filter((each) => each !== row);
  rest.splice(rest.indexOf(before), 0, row);
  return rest;
}
