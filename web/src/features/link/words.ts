import type { JoinLink } from '@/api/model';
import { moment } from '@/lib/time';

/** How often a link was used, and until when it can be. */
export function linkWords(
  link: Pick<JoinLink, 'used' | 'max_uses' | 'expires_at' | 'why'>,
  now: number,
): string {
  const used = link.max_uses === null ? `${link.used} came` : `${link.used} of ${link.max_uses} came`;
  if (link.why) return `${used}. ${link.why}`;
  if (link.expires_at === null) return used;
  const over = Date.parse(link.expires_at) <= now;
  return `${used}; ${over ? 'its time is over' : `open until ${moment(link.expires_at, now)}`}`;
}

/** The moment a number of days from now, as the server takes it; nothing for none. */
export function inDays(days: number | null, now: number): string | null {
  return days === null ? null : new Date(now + days * 86_400_000).toISOString();
}
