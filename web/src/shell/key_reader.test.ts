import { describe, expect, it } from 'vitest';
import { createKeyReader } from './key_reader';

const reader = () => createKeyReader((sequence) => sequence === 'g i' || sequence === 'g t');

describe('the reader of keys', () => {
  it('reads a single key at once', () => {
    expect(reader()('j', 0)).toBe('j');
  });

  it('reads two keys within a second as one sequence', () => {
    const read = reader();
    expect(read('g', 0)).toBeNull();
    expect(read('i', 900)).toBe('g i');
  });

  it('forgets the first key after a second', () => {
    const read = reader();
    read('g', 0);
    expect(read('i', 1001)).toBe('i');
  });

  it('reads the second key alone where there is no such sequence', () => {
    const read = reader();
    read('g', 0);
    expect(read('e', 10)).toBe('e');
    expect(read('i', 20)).toBe('i');
  });
});
