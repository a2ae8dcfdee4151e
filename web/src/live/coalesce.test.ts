import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCoalescer } from './coalesce';

describe('the coalescer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('acts once for a burst about one thing, and apart for another', () => {
    const done: string[] = [];
    const ask = createCoalescer(100, (key) => done.push(key));
    ask('a');
    ask('a');
    ask('b');
    expect(done).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(done).toEqual(['a', 'b']);
  });

  it('acts again for what comes after', () => {
    const done: string[] = [];
    const ask = createCoalescer(100, (key) => done.push(key));
    ask('a');
    vi.advanceTimersByTime(100);
    ask('a');
    vi.advanceTimersByTime(100);
    expect(done).toEqual(['a', 'a']);
  });
});
