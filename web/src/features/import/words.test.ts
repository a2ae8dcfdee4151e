import { describe, expect, it } from 'vitest';
import { counts, leftOut, outcomeWords, people, seatsTaken, standing } from './words';

describe('the rows of a file', () => {
  it('are those that go, those that are here, and those that need you', () => {
    const rows = ['invite', 'renew', 'update', 'duplicate', 'no_seat', 'bad_address', 'too_many'].map(
      (outcome) => ({ outcome: outcome as 'invite' }),
    );
    expect(counts(rows)).toEqual({ all: 7, go: 2, here: 2, you: 3 });
    expect([people(1), people(2)]).toEqual(['1 person', '2 people']);
    expect([leftOut(1), leftOut(2)]).toEqual(['1 row is left out', '2 rows are left out']);
  });

  it('take seats in their order, where the plan counts them', () => {
    const plan = (agents: number | null) => ({ use: { agents: 2 }, limits: { agents } });
    const rows = ['invite', 'bad_address', 'invite'].map((outcome, at) => ({
      line: at + 2,
      outcome: outcome as 'invite',
    }));
    expect([...seatsTaken(rows, plan(5))]).toEqual([
      [2, 'Takes seat 3 of 5'],
      [4, 'Takes seat 4 of 5'],
    ]);
    expect(seatsTaken(rows, plan(null)).size).toBe(0);
    expect(seatsTaken([...rows, { line: 5, outcome: 'renew' }], plan(5)).size).toBe(0);
  });

  it('say beforehand what will be, and afterwards what was', () => {
    expect([outcomeWords('invite', false), outcomeWords('invite', true)]).toEqual([
      'Will be invited',
      'Invited',
    ]);
  });

  it('stand somewhere, and no mail is promised where nobody was invited', () => {
    const of = (state: 'preview' | 'running' | 'done', done: number, failed: number, invited = 0) =>
      standing({ state, done, failed, total: 1402 }, invited);
    expect(of('preview', 0, 0)).toBe('Nothing has been sent yet.');
    expect(of('running', 1250, 2)).toBe('1,252 of 1,402 rows. It goes on when you leave this page.');
    expect(of('done', 1400, 2, 1)).toBe('Done: 1,400 of 1,402 rows. The mails are on their way.');
    expect(of('done', 0, 1402)).toBe('Done: 0 of 1,402 rows. Nobody was invited.');
  });
});
