import { describe, expect, it } from 'vitest';
import { inDays, linkWords } from './words';

const now = Date.parse('2026-03-01T09:00:00Z');

describe('a link in words', () => {
  it('says how many came, of how many, and until when', () => {
    expect(linkWords({ used: 3, max_uses: null, expires_at: null, why: null }, now)).toBe('3 came');
    expect(linkWords({ used: 3, max_uses: 5, expires_at: '2026-03-01T08:00:00Z', why: null }, now)).toBe(
      '3 of 5 came; its time is over',
    );
    expect(linkWords({ used: 0, max_uses: 5, expires_at: '2026-03-02T08:00:00Z', why: null }, now)).toMatch(
      /^0 of 5 came; open until/,
    );
  });

  it('says why nobody comes by it', () => {
    const full = { used: 5, max_uses: 5, expires_at: '2026-03-02T08:00:00Z' };
    expect(linkWords({ ...full, why: 'As many people as it is for have come by it.' }, now)).toBe(
      '5 of 5 came. As many people as it is for have come by it.',
    );
  });

  it('ends so many days from now', () => {
    expect(inDays(7, now)).toBe('2026-03-08T09:00:00.000Z');
    expect(inDays(null, now)).toBeNull();
  });
});
