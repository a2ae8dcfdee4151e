import { describe, expect, it } from 'vitest';
import type { Bulk, BulkResult } from '@/api/model';
import { counts, doIt, outcome, standing, title } from './words';

function row(outcome: BulkResult['outcome'], why: string | null = null, undo: BulkResult['undo'] = null) {
  return { member_id: outcome, outcome, why, undo } as BulkResult;
}

describe('a bulk act in words', () => {
  it('says whom it is about and what the button does', () => {
    expect(title('disable', 1)).toBe('Switch off Agent Access of 1 person');
    expect(title('tier', 12)).toBe('Change the tier of 12 people');
    expect(doIt('tier', 2, 'Power')).toBe('Give Power to 2 people');
    expect(doIt('enable', 1, '')).toBe('Switch on for 1 person');
  });

  it('says of each what became of them, and after an undo what that made of it', () => {
    expect(outcome('remove', row('waiting'))).toBe('Will be removed');
    expect(outcome('disable', row('done'))).toBe('Access is off');
    expect(outcome('enable', row('waiting', 'The removal is called off.'))).toBe(
      'Will be changed. The removal is called off.',
    );
    expect(outcome('disable', row('skipped', 'The owner.'))).toBe('Skipped. The owner.');
    expect(outcome('tier', row('done', null, { outcome: 'done', why: null }))).toBe('As before');
    expect(outcome('tier', row('done', null, { outcome: 'skipped', why: 'Changed.' }))).toBe(
      'Stays. Changed.',
    );
  });

  it('counts who goes with the rest', () => {
    expect(counts([row('waiting'), row('done'), row('skipped'), row('failed')])).toEqual({
      all: 4,
      go: 2,
      not: 2,
    });
  });

  it('says where it stands', () => {
    const bulk = (state: string, results: BulkResult[]) =>
      ({ state, results, worked: 25, total: 31 }) as unknown as Bulk;
    expect(standing(bulk('running', []))).toBe('25 of 31 people. It goes on when you close this.');
    expect(standing(bulk('done', [row('done'), row('skipped')]))).toBe(
      'Done for 1 person. 1 person skipped.',
    );
    const undone = [
      row('done', null, { outcome: 'done', why: null }),
      row('done', null, { outcome: 'skipped', why: 'x' }),
    ];
    expect(standing(bulk('undone', undone))).toBe(
      'Undone for 1 person. 1 person changed since: nothing was undone there.',
    );
  });
});
