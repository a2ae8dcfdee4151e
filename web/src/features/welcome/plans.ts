import { useState } from 'react';

const KEY = 'deskbell.plans';

/** What was said of a workspace that is not made yet, and whether its name is settled. */
export interface Plans {
  name: string;
  site: string;
  named: boolean;
}

const NONE: Plans = { name: '', site: '', named: false };

function read(accountId: string): Plans {
  try {
    const { by, ...plans } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<
      Plans & { by: string }
    >;
    return by === accountId ? { ...NONE, ...plans } : NONE;
  } catch {
    return NONE;
  }
}

/** The plans of this account in this tab: a reload finds what was typed, and nobody who signs in next does. */
export function usePlans(accountId: string) {
  const [plans, setPlans] = useState(() => read(accountId));
  const change = (part: Partial<Plans>) => {
    const now = { ...plans, ...part };
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ by: accountId, ...now }));
    } catch {
      // Kept for this page only.
    }
    setPlans(now);
  };
  return { plans, change };
}

/** The workspace is made: nothing of it is planned any more. */
export function forgetPlans(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
