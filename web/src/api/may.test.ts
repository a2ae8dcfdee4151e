import { expect, test } from 'vitest';
import { opens } from './may';
import type { Me } from './model';

const member = { visit: null } as Me;
const visitor = { visit: { opens: ['GET /workspace'] } } as Me;

test('every door is open to a member, and to a visit those that the server names', () => {
  expect(opens(undefined, 'GET /tags')).toBe(true);
  expect(opens(member, 'GET /tags')).toBe(true);
  expect(opens(visitor, 'GET /workspace')).toBe(true);
  expect(opens(visitor, 'GET /tags')).toBe(false);
});
