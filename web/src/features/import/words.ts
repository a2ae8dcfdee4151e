import type { ImportRow } from '@/api/model';

/** What would become of a row, and what became of it, in words. */
const OUTCOME: Record<string, [would: string, did: string]> = {
  invite: ['Will be invited', 'Invited'],
  update: ['Already here', 'Role and tier given'],
  skip: ['Already here', 'Already here'],
  renew: ['Will be invited again', 'Invited again'],
  duplicate: ['Twice in the file', 'Twice in the file'],
  bad_address: ['Not an address', 'Not an address'],
  unknown_role: ['Not a role to give', 'Not a role to give'],
  unknown_tier: ['Not a tier to give', 'Not a tier to give'],
  no_seat: ['No seat left', 'No seat left'],
  too_many: ['Too many for today', 'Too many for today'],
};

export function outcomeWords(outcome: string, done: boolean): string {
  return OUTCOME[outcome]?.[done ? 1 : 0] ?? outcome;
}

export type Group = 'all' | 'go' | 'here' | 'you';

/** Which of the filters above the table a row belongs to. */
export function groupOf(outcome: string): Exclude<Group, 'all'> {
  if (outcome === 'invite' || outcome === 'renew') return 'go';
  if (outcome === 'update' || outcome === 'skip' || outcome === 'duplicate') return 'here';
  return 'you';
}

/** How many rows belong to each filter. */
export function counts(rows: Pick<ImportRow, 'outcome'>[]): Record<Group, number> {
  const found = { all: rows.length, go: 0, here: 0, you: 0 };
  for (const row of rows) found[groupOf(row.outcome)] += 1;
  return found;
}

/** "1 person", "8 people". */
export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** "1 row is left out", "5 rows are left out". */
export const leftOut = (count: number): string =>
  count === 1 ? '1 row is left out' : `${count} rows are left out`;
