import type { ReactNode } from 'react';
import { useNow } from '@/lib/now';
import { ago, exact, short } from '@/lib/time';
import { number } from '@/lib/words';
import css from './bits.module.css';

/** A relative time, exact on hover. `sentence` adds "ago". */
export function When({ at, sentence = false, label }: { at: string; sentence?: boolean; label?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at)}>
      {label ?? (sentence ? ago(at, now) : short(at, now))}
    </time>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className={css.key}>{children}</kbd>;
}

/** A key beside what it does; left out on a phone, which has none. */
export function KeyHint({ children }: { children: ReactNode }) {
  return <kbd className={`${css.key} ${css.hint}`}>{children}</kbd>;
}

export function Badge({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'brass' | 'away' | 'live';
  children: ReactNode;
}) {
  return <span className={`${css.badge} ${css[tone]}`}>{children}</span>;
}

interface ChipProps {
  chosen: boolean;
  onClick: () => void;
  count?: number;
  icon?: ReactNode;
  children: ReactNode;
}

/** One of a row of filters. */
export function Chip({ chosen, onClick, count, icon, children }: ChipProps) {
  return (
    <button type="button" className={css.chip} aria-pressed={chosen} onClick={onClick}>
      {icon}
      {children}
      {count !== undefined && <span className={css.chipCount}>{number(count)}</span>}
    </button>
  );
}

/** How much one person carries, as words and a bar of `of` at most. */
export function Load({ open, of }: { open: number; of: number }) {
  const share = of > 0 ? Math.min(100, (open / of) * 100) : 0;
  return (
    <span className={css.load}>
      <span className="tnum">{open} open</span>
      <svg className={css.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
        <rect className={css.track} width="100" height="4" />
        <rect className={css.fill} width={share} height="4" />
      </svg>
    </span>
  );
}
