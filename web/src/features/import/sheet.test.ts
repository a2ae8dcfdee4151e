import { describe, expect, it } from 'vitest';
import type { ImportRow } from '@/api/model';
import { alike, fixed, lastSeat, putBefore, sheetOf } from './sheet';

const row = (line: number, email: string, outcome: string, role = 'agent') =>
  ({ line, email, role, tier: '', outcome, why: null, invitation_id: null }) as ImportRow;

const dana = row(2, 'dana@example.com', 'invite');
const eli = row(3, 'eli@example.com', 'unknown_role', 'gardener');
const fern = row(4, 'fern@example.com', 'unknown_role', 'gardener');
const gus = row(5, 'gus@example.com', 'unknown_role', 'helper');
const hana = row(6, 'hana@example.com', 'no_seat');
const rows = [dana, eli, fern, gus, hana];

describe('the rows of a file that are corrected', () => {
  it('become a file again, whatever stands in a cell', () => {
    const odd = row(7, 'a,b', 'bad_address', 'say "hello"');
    expect(sheetOf([dana, odd])).toBe(
      'email,role,access_tier\r\ndana@example.com,agent,\r\n"a,b","say ""hello""",',
    );
  });

  it('are corrected together where they have the same unknown role', () => {
    expect(alike(rows, eli)).toEqual([eli, fern]);
    const roles = fixed(rows, alike(rows, eli), { role: 'admin' }).map(({ role }) => role);
    expect(roles).toEqual(['agent', 'admin', 'admin', 'helper', 'agent']);
  });

  it('can be put before the last one that takes a seat', () => {
    expect(lastSeat(rows)).toBe(dana);
    expect(putBefore(rows, hana, dana)).toEqual([hana, dana, eli, fern, gus]);
  });
});
