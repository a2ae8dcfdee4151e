import { expect, it } from 'vitest';
import { difference } from './words';

it('says what somebody gains and loses, and keeps silent about what the page has nothing for', () => {
  expect(
    difference(
      ['conversations.handle', 'members.invite'],
      ['conversations.handle', 'conversations.assign', 'keys.manage'],
    ),
  ).toEqual({ gains: ['Assign conversations'], loses: ['Invite team members'] });
});
