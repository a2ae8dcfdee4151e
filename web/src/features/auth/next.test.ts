import { expect, it } from 'vitest';
import { goOn } from './next';

it.each([
  ['/join?link=a', '/join?link=a'],
  [undefined, '/'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example/', '/'],
])('goes on from %s to %s', (next, to) => {
  expect(goOn(next, '/')).toBe(to);
});
