import { expect, test } from 'vitest';
import type { Role } from '@/api/model';
import { rolesWithin } from './data';

const role = (name: string, permissions: string[]) => ({ name, permissions }) as unknown as Role;

test('a key can have a role that holds nothing its maker lacks', () => {
  const roles = [role('owner', ['a', 'b', 'c']), role('admin', ['a', 'b']), role('member', ['a'])];
  const names = (permissions: string[]) => rolesWithin(roles, permissions).map((each) => each.name);
  expect(names(['a', 'b', 'c', 'd'])).toEqual(['owner', 'admin', 'member']);
  expect(names(['b', 'a'])).toEqual(['admin', 'member']);
  expect(names(['b'])).toEqual([]);
});
