import { describe, expect, it } from 'vitest';
import { snoozeTimes } from './snooze';

const offered = (now: string) =>
  snoozeTimes(new Date(now)).map(({ label, until }) => [label, until.toISOString().slice(0, 16)]);

describe('until when a conversation can be put aside', () => {
  it('offers three hours, tomorrow and Monday in the middle of the week', () => {
    expect(offered('2026-11-25T14:30:00Z')).toEqual([
      ['For 3 hours', '2026-11-25T17:30'],
      ['Until tomorrow, 09:00', '2026-11-26T09:00'],
      ['Until Monday, 09:00', '2026-11-30T09:00'],
    ]);
  });

  it('says Monday once on a Sunday, and means the next one on a Monday', () => {
    expect(offered('2026-11-29T10:00:00Z').map(([label]) => label)).toEqual([
      'For 3 hours',
      'Until tomorrow, 09:00',
    ]);
    expect(offered('2026-11-30T10:00:00Z')[2]).toEqual(['Until Monday, 09:00', '2026-12-07T09:00']);
  });
});
