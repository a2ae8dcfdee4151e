import { describe, expect, it } from 'vitest';
import { asProblem, problemOf } from './problem';

describe('problems', () => {
  it('reads a refusal with its rule', () => {
    const why = { rule: 'support/plans/free/agents', text: 'Free has no seats.', who: ['Owner'] };
    const body = {
      status: 402,
      detail: 'No seat',
      code: 'plan_limit',
      why,
      plan: 'Free',
      feature: 'agents',
      limit: 0,
    };
    const problem = problemOf(body, new Response(null, { status: 402 }));
    expect(problem.isRefusal).toBe(true);
    expect(problem.why).toEqual(why);
    expect(problem.plan).toEqual({ plan: 'Free', feature: 'agents', current: null, limit: 0 });
  });

  it('finds the message of a malformed field', () => {
    const body = {
      detail: 'Malformed',
      code: 'malformed',
      errors: [{ field: 'email', message: 'No address' }],
    };
    const problem = problemOf(body, new Response(null, { status: 422 }));
    expect(problem.field('email')).toBe('No address');
    expect(problem.field('name')).toBeUndefined();
    expect(problem.isRefusal).toBe(false);
  });

  it('says how long to wait', () => {
    const response = new Response(null, { status: 429, headers: { 'Retry-After': '30' } });
    expect(problemOf({ detail: 'Too many' }, response).retryAfter).toBe(30);
  });

  it('speaks of the connection where nothing answered', () => {
    const problem = asProblem(new TypeError('Failed to fetch'));
    expect(problem.status).toBe(0);
    expect(problem.code).toBe('unreachable');
  });
});
