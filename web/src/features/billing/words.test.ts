import { describe, expect, it } from 'vitest';
import type { Limits, Plan } from '@/api/model';
import { agentsLine, channelsLine, larger, roomier, seatsAdvice, seatsSentence } from './words';

const limits = (given: Partial<Limits>): Limits => ({
  agents: 0,
  channels: 1,
  channel_kinds: ['widget'],
  kb_articles: 5,
  assistant_auto_reply: false,
  messages_per_month: null,
  ...given,
});

const OPTIONS = [
  { name: 'free', label: 'Free', limits: limits({}) },
  { name: 'mini', label: 'Mini', limits: limits({ agents: 2, channels: 3, channel_kinds: null }) },
  { name: 'pro', label: 'Pro', limits: limits({ agents: 5, channels: 100, channel_kinds: null }) },
];

function plan(name: string, people: string[], channels = 1): Plan {
  const option = OPTIONS.find((each) => each.name === name) ?? OPTIONS[0];
  return {
    plan: name,
    label: option?.label ?? '',
    since: '2026-03-03T00:00:00.000000Z',
    limits: option?.limits ?? limits({}),
    use: {
      agents: people.length,
      pending: 0,
      channels,
      messages_this_month: 0,
      seats: people.map((each) => ({ user_id: each, name: each })),
    },
    plans: OPTIONS.map((each) => ({ ...each, summary: '', possible: true, too_many: [] })),
    provider: null,
  };
}

describe('the words of a plan', () => {
  it('names who holds the seats', () => {
    expect(seatsSentence(plan('mini', ['Ben Okoye', 'Cyd Marsh']))).toBe('2 of 2 seats on Mini: Ben and Cyd');
    const waiting = plan('mini', ['Ben Okoye']);
    waiting.use = { ...waiting.use, agents: 2, pending: 1 };
    expect(seatsSentence(waiting)).toBe('2 of 2 seats on Mini: Ben and 1 invited');
    expect(seatsSentence(plan('mini', []))).toBe('0 of 2 seats on Mini');
    expect(seatsSentence(plan('free', []))).toBe('Free has no seats beside the owner’s');
  });

  it('says what to do to invite one more, to whoever may', () => {
    const full = plan('mini', ['Ben', 'Cyd']);
    expect(seatsAdvice(full, 'You', true, true)).toBe(
      'You own the workspace and need no seat. To invite somebody, move to Pro or free a seat.',
    );
    expect(seatsAdvice(full, 'Ada', false, false)).toBe('Ada owns the workspace and needs no seat.');
    expect(seatsAdvice(plan('pro', ['a', 'b', 'c', 'd', 'e']), 'You', true, true)).toContain(
      'free a seat first',
    );
    expect(seatsAdvice(plan('mini', ['Ben']), 'You', true, true)).toContain('1 seat is free');
  });

  it('finds the smallest plan that would do', () => {
    expect(larger(plan('free', []))?.name).toBe('mini');
    expect(larger(plan('mini', ['Ben', 'Cyd']))?.name).toBe('pro');
    expect(larger(plan('pro', ['a', 'b', 'c', 'd', 'e']))).toBeUndefined();
    expect(roomier(plan('free', [], 1))?.name).toBe('mini');
    expect(roomier(plan('mini', [], 3))?.name).toBe('pro');
  });

  it('says limits in words', () => {
    expect(agentsLine(limits({}), 'you')).toBe('No agents beside you');
    expect(agentsLine(limits({ agents: 1 }))).toBe('1 agent beside the owner');
    expect(agentsLine(limits({ agents: null }))).toBe('As many people as you like');
    expect(channelsLine(limits({}))).toBe('1 channel, the widget');
    expect(channelsLine(limits({ channels: 3, channel_kinds: null }))).toBe('3 channels');
  });
});
