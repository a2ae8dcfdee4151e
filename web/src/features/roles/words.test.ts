import { expect, test } from 'vitest';
import type { Role } from '@/api/model';
import { follows, holders } from './words';

const role = (name: string, permissions: string[], more: Partial<Role> = {}): Role => ({
  id: name.toLowerCase(),
  name,
  description: '',
  permissions,
  own: true,
  owner: false,
  leads: false,
  invitable: true,
  members: 0,
  removal: null,
  ...more,
});

const readers = role('Readers', ['conversations.read'], {
  members: 2,
  removal: { invitations: 1, links: 1, keys: 2, ways: 1, wider: ['admin'] },
});

test('whoever and whatever has a role is counted', () => {
  expect(holders(readers)).toBe('2 people, 1 invitation, 1 link and 2 API keys have this role.');
  expect(holders(role('New', []))).toBeUndefined();
  expect(holders(role('Small', [], { members: 1 }))).toBe('1 person has this role.');
});

test('a wider replacement says what is new for whom, and what ends', () => {
  const admin = role('Admin', ['conversations.read', 'members.invite'], { leads: true });
  expect(follows(readers, admin, ['Ben', 'Cyd'])).toEqual({
    warns: true,
    title: 'Admin may more than Readers:',
    gains: ['Invite team members'],
    lines: [
      'That is new for Ben, Cyd and 1 invitation.',
      '2 API keys end: a key never comes to more than it was made for.',
      '1 link ends: a link never gives a role that stands above others.',
      'Whoever comes by link or domain gets the default role from now on.',
    ],
  });
  const many = ['1', '2', '3', '4', '5', '6'];
  expect(follows(readers, admin, many).lines[0]).toBe('That is new for 6 people and 1 invitation.');
});

test('a narrower one ends nothing', () => {
  expect(follows(readers, role('Guests', []), ['Ben'])).toEqual({
    warns: false,
    title: 'Guests may nothing that Readers may not.',
    gains: [],
    lines: [
      '2 API keys get it too.',
      '1 link gives it from now on.',
      'Whoever comes by link or domain gets Guests from now on.',
    ],
  });
});
