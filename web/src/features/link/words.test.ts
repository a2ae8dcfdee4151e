import { describe, expect, it } from 'vitest';
import { inDays, linkWords } from './words';

const now = Date.parse('2026-03-01T09:00:00Z');

describe('a link in words', () => {
  it('says how many came, of how many, and until when', () => {
    const open = { used: 3, max_uses: null, expires_at: null, is_open: true };
    expect(linkWords(open, now)).toBe('3 came');
    const over = { ...open, max_uses: 5, expires_at: '2026-03-01T08:00:00Z', is_open: false };
    expect(linkWords(over, now)).toBe('3 of 5 came; its time is over');
    const timed = { ...open, used: 0, max_uses: 5, expires_at: '2026-03-02T08:00:00Z' };
    expect(linkWords(timed, now)).toMatch(/^0 of 5 came; open until/);
  });

  it('says why nobody comes by it any more', () => {
    const closed = { used: 5, max_uses: 5, expires_at: null, is_open: false };
    expect(linkWords(closed, now)).toBe('5 of 5 came; closed');
    expect(linkWords({ ...closed, max_uses: null }, now)).toBe(
      '5 came; closed, its role gives too much for a link now',
    );
  });

  it('ends so many days from now', () => {
    expect(inDays(7, now)).toBe('2026-03-08T09:00:00.000Z');
    expect(inDays(null, now)).toBeNull();
  });
});
