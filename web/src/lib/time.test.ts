import { describe, expect, it } from 'vitest';
import { ago, dayLine, moment, sameDay, short, span } from './time';

const now = Date.parse('2026-11-24T14:08:00Z');
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

describe('times', () => {
  it.each([
    [0.9, 'now', 'just now'],
    [1, '1 min', '1 min ago'],
    [59, '59 min', '59 min ago'],
    [60, '1 h', '1 h ago'],
    [23 * 60 + 59, '23 h', '23 h ago'],
    [24 * 60, '1 day', '1 day ago'],
    [48 * 60, '2 days', '2 days ago'],
    [8 * 24 * 60, '16 Nov', 'on 16 Nov'],
    [400 * 24 * 60, '20 Oct 2025', 'on 20 Oct 2025'],
  ])('says %d minutes as "%s" and "%s"', (minutes, row, sentence) => {
    expect(short(before(minutes), now)).toBe(row);
    expect(ago(before(minutes), now)).toBe(sentence);
  });

  it('says lengths with their units', () => {
    expect(span(before(2), before(1.5))).toBe('30 s');
    expect(span(before(10), before(6))).toBe('4 min');
    expect(span(before(300), before(175))).toBe('2 h 5 min');
    expect(span(before(300), before(180))).toBe('2 h');
    expect(span(before(3 * 24 * 60), before(0))).toBe('3 days');
    expect(span(before(0), before(5))).toBe('0 s');
  });

  it('names the day of a line in a conversation', () => {
    expect(dayLine(before(0), now)).toBe('Today');
    expect(dayLine(before(24 * 60), now)).toBe('Yesterday');
    expect(dayLine('2026-11-16T12:00:00Z', now)).toBe('Monday 16 November');
    expect(dayLine('2024-03-03T12:00:00Z', now)).toBe('3 Mar 2024');
    expect(sameDay('2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z')).toBe(true);
    expect(sameDay('2026-11-23T12:00:00Z', '2026-11-24T12:00:00Z')).toBe(false);
  });
});

it('says a time to come as a person would', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  expect(moment('2026-11-24T14:03:00Z', now)).toBe('14:03');
  expect(moment('2026-11-25T09:00:00Z', now)).toBe('tomorrow 09:00');
  expect(moment('2026-11-30T09:00:00Z', now)).toBe('Monday 30 November 09:00');
});
