import { describe, expect, it } from 'vitest';
import type { Invitation } from '@/api/model';
import { countAddresses, stateWords } from './words';

describe('addresses in a text', () => {
  it('are counted once each, in whatever form', () => {
    expect(countAddresses('')).toBe(0);
    expect(countAddresses('Ada <ada@example.com>, ADA@example.com; ben@example.com\ncyd')).toBe(2);
  });
});

describe('the state of an invitation', () => {
  const now = Date.parse('2026-03-01T09:00:00Z');
  const invitation = {
    state: 'sent',
    sent_at: null,
    failure: null,
    expires_at: '2026-03-01T10:00:00Z',
  } as Invitation;
  it('says whether the mail has left, and the words of the mail server', () => {
    expect(stateWords(invitation, now)).toMatch(/^Mail on its way; open until/);
    expect(stateWords({ ...invitation, sent_at: '2026-03-01T08:00:00Z' }, now)).toMatch(/^Sent; /);
    expect(stateWords({ ...invitation, state: 'failed', failure: '550 no such mailbox' }, now)).toBe(
      'Not delivered: 550 no such mailbox',
    );
    expect(stateWords({ ...invitation, state: 'expired' }, now)).toContain('Expired');
  });
});
