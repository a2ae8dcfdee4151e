import { expect, it } from 'vitest';
import { sizeWords } from './bytes';

it.each([
  [0, '0 B'],
  [840, '840 B'],
  [12 * 1024, '12 KB'],
  [1.2 * 1024 * 1024, '1.2 MB'],
  [20 * 1024 * 1024, '20 MB'],
])('writes %d bytes as %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
