import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Availability } from '@/api/model';
import { AS_FOUND, type Order } from './order';

export type Filter = Availability | 'everybody' | 'unused' | 'off';

/** What the two menus beside the chips say; nothing said fits everybody. */
export interface Kind {
  activity: string;
  tier: string;
}

/** What the list shows, and how far it is scrolled, in pixels. */
export interface Stand {
  words: string;
  filter: Filter;
  kind: Kind;
  order: Order;
  top: number;
}

/** Entries of the browser's history whose list is remembered, the latest. */
const REMEMBERED = 20;
const stands = new Map<string, Stand>();

function remember(entry: string, stand: Stand): void {
  stands.delete(entry);
  stands.set(entry, stand);
  const oldest = stands.keys().next().value;
  if (stands.size > REMEMBERED && oldest !== undefined) stands.delete(oldest);
}

/**
 * What the list of the team shows. Whoever opens a person and goes back finds it as they left it; whoever comes anew finds
 * everybody.
 */
export function useStand(activity: string) {
  const entry = useRouterState({ select: (state) => state.location.state.__TSR_key ?? '' });
  const [stand, setStand] = useState<Stand>(
    () =>
      stands.get(entry) ?? {
        words: '',
        filter: 'everybody',
        kind: { activity, tier: '' },
        order: AS_FOUND,
        top: 0,
      },
  );
  // Scrolling draws nothing anew here: where it stands is kept beside.
  const top = useRef(stand.top);
  const latest = useRef(stand);
  useEffect(() => {
    latest.current = stand;
  });
  useEffect(() => () => remember(entry, { ...latest.current, top: top.current }), [entry]);
  const change = (part: Partial<Stand>) => setStand((before) => ({ ...before, ...part }));
  return { stand, change, top };
}
