import { describe, expect, it } from 'vitest';
import { counts, people, standing } from './words';

describe('the rows of a file', () => {
  it('are those that go, those that are here, and those that need you', () => {
    const rows = ['invite', 'renew', 'update', 'duplicate', 'no_seat', 'bad_address', 'too_many'].map(
      (outcome) => ({ outcome: outcome as 'invite' }),
    );
    expect(counts(rows)).toEqual({ all: 7, go: 2, here: 2, you: 3 });
    expect([people(1), people(2)]).toEqual(['1 person', '2 people']);
  });

  it('stand somewhere, and no mail is promised where nobody was invited', () => {
    const of = (state: 'running' | 'done', done: number, failed: number) =>
      standing({ state, done, failed, total: 402 });
    expect(of('running', 0, 0)).toBe('0 of 402 rows. It goes on when you close this.');
    expect(of('running', 250, 2)).toBe('252 of 402 rows. It goes on when you close this.');
    expect(of('done', 400, 2)).toBe('Done: 400 of 402 rows. The mails are on their way.');
    expect(of('done', 0, 402)).toBe('Done: 0 of 402 rows. Nobody was invited.');
  });
});
