import { describe, expect, it } from 'vitest';
import { doneWords, openWords, stepsWords } from './words';

const LABELS = { role: 'Member', tier: 'Basic' };

describe('the onboarding checklist in words', () => {
  it('says what was done', () => {
    expect(doneWords('invite', 'link', LABELS)).toBe('Came by a link');
    expect(doneWords('tier', 'invitation', LABELS)).toBe('Tier chosen: Basic');
  });

  it('says what nobody has chosen, and where it comes from', () => {
    expect(openWords('role', 'link', LABELS)).toBe(
      'Role not chosen yet: Member is what the link gives everybody',
    );
    expect(openWords('tier', 'direct', LABELS)).toBe(
      'Tier not chosen yet: Basic is what everybody begins with',
    );
  });

  it('counts only where something is open', () => {
    expect(stepsWords(null)).toBeNull();
    expect(stepsWords({ done: ['invite'], open: [] })).toBeNull();
    expect(stepsWords({ done: ['invite'], open: ['role', 'tier'] })).toBe('1 of 3 steps');
  });
});
