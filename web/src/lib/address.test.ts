import { expect, test } from 'vitest';
import { otherAddress } from './address';

test('a page is told of another address only where there is one', () => {
  expect(otherAddress('http://127.0.0.1:8080', 'http://localhost:8080')).toBe('http://127.0.0.1:8080');
  expect(otherAddress('https://desk.example.com', 'https://desk.example.com')).toBeNull();
  expect(otherAddress(null, 'http://localhost:5173'), 'while the pages are worked on').toBeNull();
});
