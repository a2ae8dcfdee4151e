import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Retention } from '@/api/model';

/** The kinds of data of which it is decided how long they are kept. */
export type Kind = 'conversations' | 'activity' | 'audit';

/** Days, by kind; null: for ever. */
export type Days = Record<Kind, number | null>;

export const LEAST: Days = { conversations: 30, activity: 30, audit: 365 };
export const MOST = 36_500;

export const daysOf = (kept: Retention): Days => ({
  conversations: kept.conversations ?? null,
  activity: kept.activity ?? null,
  audit: kept.audit ?? null,
});

/** Whether the server would take these days. */
export const isFit = (kind: Kind, days: number | null): boolean =>
  days === null || (Number.isInteger(days) && days >= (LEAST[kind] ?? 1) && days <= MOST);

/** What would be gone by now, if so many days were kept. */
export const affectedQuery = (days: Days) =>
  queryOptions({
    queryKey: ['retention', days],
    queryFn: () => {
      const asked = Object.entries(days).filter(([, each]) => each !== null);
      return ok(api.GET('/api/v1/workspace/retention', { params: { query: Object.fromEntries(asked) } }));
    },
  });
