import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { asProblem } from '@/api/problem';
import { meQuery, useMe } from '@/features/auth/me';
import css from '@/features/ownership/ownership.module.css';
import { serverNow } from '@/lib/server_time';
import { useNow } from '@/lib/now';
import { clock } from '@/lib/time';
import { endMine, goOut, LOOKED, useVisitAct } from './data';
import { timeLeft } from './words';

/** Looks now and then whether a visit goes on, and leads out of it once it is over. */
export function useVisit(): void {
  const client = useQueryClient();
  const me = useMe();
  const ends = me?.visit?.ends_at;
  const was = useRef(false);
  useQuery({ ...meQuery, refetchInterval: ends ? LOOKED : false });
  useEffect(() => {
    if (!ends) return undefined;
    was.current = true;
    // The server says whether it is over: the clock of this device may be another.
    const left = Math.max(0, Date.parse(ends) - serverNow());
    const timer = setTimeout(() => void client.invalidateQueries(meQuery), left);
    return () => clearTimeout(timer);
  }, [client, ends]);
  useEffect(() => {
    if (was.current && me && !me.visit) goOut();
  }, [me]);
}

/** Above every page of a visited workspace: that I am a visitor, what for, how long still, and the way out. */
export function VisitBanner() {
  const me = useMe();
  const now = useNow();
  const end = useVisitAct(endMine, goOut);
  if (!me?.visit) return null;
  const { id, reason, ends_at } = me.visit;
  return (
    <section className={css.banner} aria-label="Your visit">
      <span>
        <strong>You visit {me.business?.name} as a platform admin.</strong> You came for: {reason}.{' '}
        <span title={`Until ${clock(ends_at)}`}>{timeLeft(ends_at, now)}.</span> What you read and change is
        in its audit log.
        {end.error && <span role="alert"> {asProblem(end.error).message}</span>}
      </span>
      <Link to="/settings/general" className="link">
        Its settings
      </Link>
      <Button size="sm" loading={end.isPending} onClick={() => end.mutate(id)}>
        End the visit
      </Button>
    </section>
  );
}
