import { describe, expect, it } from 'vitest';
import { counts, leftOut, outcomeWords, people } from './words';

describe('the rows of a file', () => {
  it('are those that go, those that are here, and those that need you', () => {
    const rows = ['invite', 'renew', 'update', 'duplicate', 'no_seat', 'bad_address', 'too_many'].map(
      (outcome) => ({ outcome: outcome as 'invite' }),
    );
    expect(counts(rows)).toEqual({ all: 7, go: 2, here: 2, you: 3 });
    expect([people(1), people(2)]).toEqual(['1 person', '2 people']);
    expect([leftOut(1), leftOut(2)]).toEqual(['1 row is left out', '2 rows are left out']);
  });

  it('say beforehand what will be, and afterwards what was', () => {
    expect([outcomeWords('invite', false), outcomeWords('invite', true)]).toEqual([
      'Will be invited',
      'Invited',
    ]);
  });
});
