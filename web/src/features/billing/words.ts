import type { Limits, Plan, PlanOption } from '@/api/model';
import { firstName, nameList } from '@/lib/words';

/** "2 of 2 seats on Mini: Ben and Cyd", the names left out where there are more than eight. */
export function seatsSentence(plan: Plan): string {
  const { seats, agents, pending } = plan.use;
  const limit = plan.limits.agents;
  const names = seats.map((seat) => firstName(seat.name));
  const all = pending > 0 ? [...names, `${pending} invited`] : names;
  const who = names.length > 0 && names.length <= 8 ? `: ${nameList(all)}` : '';
  if (limit === null) return `${agents} ${agents === 1 ? 'seat' : 'seats'} in use on ${plan.label}${who}`;
  if (limit === 0) return `${plan.label} has no seats beside the owner’s`;
  return `${agents} of ${limit} ${limit === 1 ? 'seat' : 'seats'} on ${plan.label}${who}`;
}

/** What follows from the seats in use, and what to do about it. */
export function seatsAdvice(plan: Plan, owner: string, mayInvite: boolean, mayBill: boolean): string {
  const needs = `${owner} own${owner === 'You' ? '' : 's'} the workspace and need${owner === 'You' ? '' : 's'} no seat.`;
  const limit = plan.limits.agents;
  if (!mayInvite || limit === null) return needs;
  const free = limit - plan.use.agents;
  if (free > 0) return `${needs} ${free} ${free === 1 ? 'seat is' : 'seats are'} free.`;
  const next = larger(plan);
  if (!next) return `${needs} To invite somebody, free a seat first.`;
  return `${needs} To invite somebody, ${mayBill ? `move to ${next.label}` : `the plan has to become ${next.label}`}${
    plan.use.agents > 0 ? ' or free a seat' : ''
  }.`;
}

/** The smallest plan that has room for one more person. */
export function larger(plan: Plan): PlanOption | undefined {
  const wanted = plan.use.agents + 1;
  return plan.plans.find(
    (option) =>
      option.name !== plan.plan &&
      option.possible &&
      (option.limits.agents === null || option.limits.agents >= wanted),
  );
}

/** The smallest plan that has room for one more channel. */
export function roomier(plan: Plan): PlanOption | undefined {
  const wanted = plan.use.channels + 1;
  return plan.plans.find(
    (option) =>
      option.name !== plan.plan &&
      option.possible &&
      (option.limits.channels === null || option.limits.channels >= wanted),
  );
}

export function agentsLine({ agents }: Limits, beside = 'the owner'): string {
  if (agents === null) return 'As many people as you like';
  if (agents === 0) return `No agents beside ${beside}`;
  return `${agents} ${agents === 1 ? 'agent' : 'agents'} beside ${beside}`;
}

export function channelsLine({ channels, channel_kinds: kinds }: Limits): string {
  if (channels === null) return 'As many channels as you like';
  const words = `${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  return kinds?.length === 1 && kinds[0] === 'widget' ? `${words}, the widget` : words;
}

export function messagesLine({ messages_per_month: messages }: Limits): string {
  return messages === null ? 'Messages without a limit' : `${messages.toLocaleString('en')} messages a month`;
}
