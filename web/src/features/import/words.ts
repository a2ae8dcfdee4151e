import type { Import, ImportRow, Plan } from '@/api/model';
import { count, number } from '@/lib/words';

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

/** The seat that each new invitation would take, by its line; nothing where the plan has no end of them. Whether somebody
 *  who is invited again holds a seat already is known only once the file is worked through. */
export function seatsTaken(
  rows: Pick<ImportRow, 'line' | 'outcome'>[],
  plan: { use: Pick<Plan['use'], 'agents'>; limits: Pick<Plan['limits'], 'agents'> } | undefined,
): Map<number, string> {
  const limit = plan?.limits.agents ?? null;
  if (!plan || limit === null || rows.some((row) => row.outcome === 'renew')) return new Map();
  const takers = rows.filter((row) => row.outcome === 'invite');
  return new Map(
    takers.map(({ line }, at) => [
      line,
      `Takes seat ${number(plan.use.agents + at + 1)} of ${number(limit)}`,
    ]),
  );
}

/** "1 person", "8 people". */
export const people = (n: number): string => count(n, 'person', 'people');

/** "1 row is left out", "5 rows are left out". */
export const leftOut = (n: number): string => `${count(n, 'row')} ${n === 1 ? 'is' : 'are'} left out`;

/** Where a file stands, in a sentence; how many were invited is known once it is done. */
export function standing(
  { state, done, failed, total }: Pick<Import, 'state' | 'done' | 'failed' | 'total'>,
  invited = 0,
): string {
  const of = (rows: number) => `${number(rows)} of ${count(total, 'row')}.`;
  if (state === 'preview') return 'Nothing has been sent yet.';
  if (state === 'running') return `${of(done + failed)} It goes on when you leave this page.`;
  return `Done: ${of(done)} ${invited > 0 ? 'The mails are on their way.' : 'Nobody was invited.'}`;
}
