import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCoalescer, createReader } from './coalesce';

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

describe('the reader', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** One that takes a second; answers how often it began, and what asks for it. */
  const slow = () => {
    const begun: number[] = [];
    const ask = createReader(100, () => {
      begun.push(performance.now());
      return new Promise((done) => setTimeout(done, 1000));
    });
    return { begun, ask };
  };

  it('is not begun anew by what happens while it reads, and reads once more after a rest', async () => {
    const { begun, ask } = slow();
    for (let n = 0; n < 30; n++) {
      ask();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(begun).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    const [first = 0, second = 0] = begun;
    expect(begun).toHaveLength(2);
    expect(second - first).toBe(1000 + 1000 + 100);
  });

  it('reads again though the reading before failed', async () => {
    let begun = 0;
    const ask = createReader(100, () => {
      begun += 1;
      return Promise.reject(new Error('away'));
    });
    ask();
    await vi.advanceTimersByTimeAsync(200);
    ask();
    await vi.advanceTimersByTimeAsync(200);
    expect(begun).toBe(2);
  });
});
