import type { PlatformVisit } from '@/api/model';
import { count } from '@/lib/words';

const MINUTE = 60_000;

/** "42 minutes left"; hours where it is longer than two of them. */
export function timeLeft(until: string, now: number): string {
  const minutes = Math.ceil(Math.max(0, Date.parse(until) - now) / MINUTE);
  const hours = Math.floor(minutes / 60);
  return `${hours > 2 ? count(hours, 'hour') : count(minutes, 'minute')} left`;
}

/** How a visit of mine stands, in a sentence. */
export function stands(visit: PlatformVisit, now: number): string {
  const left = timeLeft(visit.ends_at, now);
  if (visit.state === 'waiting') return `Waits for the owner to approve it, ${left}`;
  if (visit.state === 'approved') return `Approved, ${left} to enter`;
  return visit.is_here ? `Runs here, ${left}` : `Runs in another browser, ${left}`;
}
