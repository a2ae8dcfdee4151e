import { expect, it } from 'vitest';
import { difference, ownershipWords, waysIn } from './words';

it('says what somebody gains and loses, and keeps silent about what the page has nothing for', () => {
  expect(
    difference(
      ['conversations.handle', 'members.invite'],
      ['conversations.handle', 'conversations.assign', 'keys.manage'],
    ),
  ).toEqual({ gains: ['Assign conversations'], loses: ['Invite team members'] });
});

it('says how people come in, and leaves out a way that it has no words for', () => {
  expect(waysIn({ joining: ['direct'] })).toBe('At once, with an account.');
  expect(waysIn({ joining: ['invitation', 'link', 'by_post'] })).toBe(
    'By invitation, from a list and by a link.',
  );
  expect(waysIn({ joining: ['by_post'] })).toBe('');
});

it('says whether ownership moves', () => {
  expect(ownershipWords({ ownership_moves: true })).toContain('handed over');
  expect(ownershipWords({ ownership_moves: false })).toContain('Stays');
});
