import { expect, test } from 'vitest';
import { stands, timeLeft } from './words';

const now = Date.parse('2026-03-01T09:00:00Z');
const visit = {
  id: 'v',
  workspace_id: 'w',
  workspace_name: 'Acme',
  visitor_name: 'Paula',
  visitor_email: 'paula@example.com',
  reason: 'A test',
  state: 'running',
  asked_at: '2026-03-01T08:00:00Z',
  ends_at: '2026-03-01T09:42:00Z',
  is_here: true,
} as const;

test('what is left is rounded up, never below nothing, and in hours where they are many', () => {
  expect(timeLeft('2026-03-01T09:41:01Z', now)).toBe('42 minutes left');
  expect(timeLeft('2026-03-01T09:00:30Z', now)).toBe('1 minute left');
  expect(timeLeft('2026-03-01T08:00:00Z', now)).toBe('0 minutes left');
  expect(timeLeft('2026-03-02T08:30:00Z', now)).toBe('23 hours left');
});

test('a visit says whether it waits, may be entered, or runs and where', () => {
  expect(stands({ ...visit, state: 'waiting' }, now)).toBe(
    'Waits for the owner to approve it, 42 minutes left',
  );
  expect(stands({ ...visit, state: 'approved' }, now)).toBe('Approved, 42 minutes left to enter');
  expect(stands(visit, now)).toBe('Runs here, 42 minutes left');
  expect(stands({ ...visit, is_here: false }, now)).toBe('Runs in another browser, 42 minutes left');
});
