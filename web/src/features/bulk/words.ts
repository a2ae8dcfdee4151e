import type { Bulk, BulkResult } from '@/api/model';
import { count, number } from '@/lib/words';

export type BulkAct = Bulk['act'];

/** "1 person", "8 people". */
export const people = (n: number): string => count(n, 'person', 'people');

/** What the dialog is about. */
export function title(act: BulkAct, n: number): string {
  switch (act) {
    case 'tier':
      return `Change the tier of ${people(n)}`;
    case 'disable':
      return `Switch off Agent Access of ${people(n)}`;
    case 'enable':
      return `Switch on Agent Access of ${people(n)}`;
    default:
      return `Remove ${people(n)}`;
  }
}

/** What the button says that does it; `tier` as the page calls it. */
export function doIt(act: BulkAct, n: number, tier: string): string {
  if (act === 'tier') return `Give ${tier} to ${people(n)}`;
  if (act === 'remove') return `Remove ${people(n)}`;
  return `Switch ${act === 'disable' ? 'off' : 'on'} for ${people(n)}`;
}

const DONE: Record<BulkAct, string> = {
  tier: 'Has another tier',
  disable: 'Access is off',
  enable: 'Access is on',
  remove: 'Removed',
};

/** What became of somebody, or would; after an undo, what that made of it. */
export function outcome(act: BulkAct, row: BulkResult): string {
  const { why } = row.undo ?? row;
  return why ? `${verdict(act, row)}. ${why}` : verdict(act, row);
}

function verdict(act: BulkAct, row: BulkResult): string {
  if (row.undo) return row.undo.outcome === 'done' ? 'As before' : 'Stays';
  if (row.outcome === 'done') return DONE[act];
  if (row.outcome === 'waiting') return act === 'remove' ? 'Will be removed' : 'Will be changed';
  return row.outcome === 'failed' ? 'Failed' : 'Skipped';
}

export type Group = 'all' | 'go' | 'not';

/** Whether somebody goes with the rest, or is left out. */
export function groupOf(row: BulkResult): Exclude<Group, 'all'> {
  const word = row.undo?.outcome ?? row.outcome;
  return word === 'waiting' || word === 'done' ? 'go' : 'not';
}

/** How many belong to each group. */
export function counts(rows: BulkResult[]): Record<Group, number> {
  const go = rows.filter((row) => groupOf(row) === 'go').length;
  return { all: rows.length, go, not: rows.length - go };
}

/** Where it stands, in a sentence. */
export function standing(bulk: Bulk): string {
  if (bulk.state === 'running' || bulk.state === 'undoing')
    return `${number(bulk.worked)} of ${people(bulk.total)}. It goes on when you close this.`;
  if (bulk.state === 'undone') {
    const back = bulk.results.filter((row) => row.undo?.outcome === 'done').length;
    const stay = bulk.results.filter((row) => row.undo && row.undo.outcome !== 'done').length;
    return `Undone for ${people(back)}.${stay > 0 ? ` ${people(stay)} changed since: nothing was undone there.` : ''}`;
  }
  const done = bulk.results.filter((row) => row.outcome === 'done').length;
  const rest = bulk.results.length - done;
  return `Done for ${people(done)}.${rest > 0 ? ` ${people(rest)} skipped.` : ''}`;
}
