import type { Availability } from '@/api/model';
import css from './status.module.css';

export const STATUS_WORD: Record<Availability, string> = { live: 'Live', away: 'Away', offline: 'Offline' };

/** The shape of an availability: full disc, left half, ring. Always beside its word or inside a labelled face. */
export function StatusGlyph({ status, size = 10 }: { status: Availability; size?: number }) {
  return (
    <svg viewBox="0 0 10 10" width={size} height={size} className={css[status]} aria-hidden>
      {status === 'live' && <circle cx="5" cy="5" r="5" fill="currentColor" />}
      {status !== 'live' && <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="2" />}
      {status === 'away' && <path d="M5 0a5 5 0 0 0 0 10z" fill="currentColor" />}
    </svg>
  );
}

/** Glyph and word. */
export function Status({ status }: { status: Availability }) {
  return (
    <span className={css.status}>
      <StatusGlyph status={status} />
      {STATUS_WORD[status]}
    </span>
  );
}
