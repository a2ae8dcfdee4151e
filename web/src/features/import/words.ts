import type { Import, ImportRow } from '@/api/model';

/** What becomes of a row, in words. */
export const OUTCOME: Record<string, string> = {
  invite: 'Will be invited',
  update: 'Already here',
  skip: 'Already here',
  renew: 'Will be invited again',
  duplicate: 'Twice in the file',
  bad_address: 'Not an address',
  unknown_role: 'Not a role to give',
  unknown_tier: 'Not a tier to give',
  no_seat: 'No seat left',
  too_many: 'Too many for today',
};

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

/** Where an import stands, in a sentence. */
export function standing({
  state,
  done,
  failed,
  total,
}: Pick<Import, 'state' | 'done' | 'failed' | 'total'>): string {
  if (state !== 'done') return `${done + failed} of ${total} rows. It goes on when you close this.`;
  const mails = done > 0 ? ' The mails are on their way.' : ' Nobody was invited.';
  return `Done: ${done} of ${total} rows.${mails}`;
}
