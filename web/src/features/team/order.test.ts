import { describe, expect, it } from 'vitest';
import type { Member } from '@/api/model';
import { AS_FOUND, pressed, sorted, type By } from './order';

const member = (name: string, rest: Partial<Member>) =>
  ({
    name,
    user_id: name,
    role: 'agent',
    tier: 'basic',
    status: 'offline',
    activity: 'active',
    agent_access: true,
    last_active_at: null,
    ...rest,
  }) as Member;

const TEAM = [
  member('Cyd', { status: 'live', activity: 'idle', last_active_at: '2026-03-01T10:00:00Z' }),
  member('Ben', { role: 'admin', activity: 'inactive', last_active_at: '2026-03-02T10:00:00.5Z' }),
  member('Ada', { role: 'owner', status: 'away' }),
  member('Dan', {
    tier: 'power',
    status: 'live',
    agent_access: false,
    last_active_at: '2026-02-01T10:00:00Z',
  }),
];

const names = (by: By, down = false) =>
  sorted(
    TEAM,
    { by, down },
    { roleLabel: (r) => r, tierLabel: (t) => t, load: (id) => (id === 'Cyd' ? 4 : 1) },
  )
    .map((each) => each.name)
    .join(' ');

describe('the order of the team', () => {
  it('has the owner first, then the names, and turns round', () => {
    expect(names('name')).toBe('Ada Ben Cyd Dan');
    expect(names('name', true)).toBe('Dan Cyd Ben Ada');
  });
  it('is by each column, and by name where that is the same', () => {
    expect(names('role')).toBe('Ada Ben Cyd Dan');
    expect(names('status')).toBe('Cyd Ada Ben Dan');
    expect(names('activity')).toBe('Ada Dan Cyd Ben');
    expect(names('load', true)).toBe('Cyd Ada Ben Dan');
    expect(names('last', true)).toBe('Ben Cyd Dan Ada');
  });
  it('begins with whoever has most to do or was here last, and a second press turns it', () => {
    const once = pressed(AS_FOUND, 'last');
    expect(once).toEqual({ by: 'last', down: true });
    expect(pressed(once, 'last')).toEqual({ by: 'last', down: false });
    expect(pressed(once, 'status')).toEqual({ by: 'status', down: false });
  });
});
