import { expect, it } from 'vitest';
import generated from '../../../../docs/permissions.md?raw';
import { difference, ownershipWords, PERMISSIONS, waysIn } from './words';

// What comes with the assistant is on no page before the assistant is.
const WITH_ASSISTANT = ['advisors.manage', 'assistant.configure', 'policies.manage', 'sources.manage'];

it('has words for every permission of the generated page, so that nobody reads of fewer than there are', () => {
  const rows = generated.split('### Permissions, by role')[1]?.split('###')[0] ?? '';
  const named = [...rows.matchAll(/\| `([a-z_.]+)` \|/g)].map(([, name]) => name).sort();
  expect(named).toContain('keys.manage');
  const here = PERMISSIONS.flatMap((group) => group.permissions.map(([name]) => name)).sort();
  expect(here).toEqual(named.filter((name) => !WITH_ASSISTANT.includes(name ?? '')));
});

it('says what somebody gains and loses, and keeps silent about what the page has nothing for', () => {
  expect(
    difference(
      ['conversations.handle', 'members.invite'],
      ['conversations.handle', 'conversations.assign', 'sources.manage'],
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
