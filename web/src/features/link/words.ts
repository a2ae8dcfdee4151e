import type { JoinLink } from '@/api/model';
import { moment } from '@/lib/time';

/** How often a link was used, and until when it can be. */
export function linkWords(
  link: Pick<JoinLink, 'used' | 'max_uses' | 'expires_at' | 'is_open'>,
  now: number,
): string {
  const used = link.max_uses === null ? `${link.used} came` : `${link.used} of ${link.max_uses} came`;
  if (link.expires_at !== null && Date.parse(link.expires_at) <= now) return `${used}; its time is over`;
  if (!link.is_open)
    return `${used}; closed${isUsedUp(link) ? '' : ', its role gives too much for a link now'}`;
  return link.expires_at === null ? used : `${used}; open until ${moment(link.expires_at, now)}`;
}

const isUsedUp = (link: Pick<JoinLink, 'used' | 'max_uses'>): boolean =>
  link.max_uses !== null && link.used >= link.max_uses;

/** The moment a number of days from now, as the server takes it; nothing for none. */
export function inDays(days: number | null, now: number): string | null {
  return days === null ? null : new Date(now + days * 86_400_000).toISOString();
}
