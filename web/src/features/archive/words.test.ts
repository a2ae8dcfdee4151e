import { expect, test } from 'vitest';
import { contents, namedIn } from './data';

const archive = {
  until: '',
  purged_at: '',
  role: 'agent',
  tier: 'basic',
  parts: [{ part: 'views', count: 1 }],
};
const ada = { user_id: '1', email: 'ada@example.com', name: 'Ada', archive };

test('what is kept is counted in words', () => {
  expect(contents(archive)).toBe('1 view');
  expect(contents({ ...archive, parts: [{ part: 'views', count: 3 }] })).toBe('3 views');
});

test('an address is found however it was typed, and only as a whole', () => {
  expect(namedIn('Ada Lovelace <ADA@example.com>, ben@example.com', [ada])).toEqual([ada]);
  expect(namedIn('ben@example.com\nada@example.com', [ada])).toEqual([ada]);
  expect(namedIn('ada@example.com.au', [ada])).toEqual([]);
  expect(namedIn('', [ada])).toEqual([]);
});
