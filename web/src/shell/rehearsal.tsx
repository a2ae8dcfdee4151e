import type { ReactNode } from 'react';
import { isRehearsal } from '@/lib/server_time';
import { useNow } from '@/lib/now';
import { clock, dayYear } from '@/lib/time';
import css from './rehearsal.module.css';

/** Above every page of a rehearsal: that it is one, and which moment it plays. */
export function InRehearsal({ children }: { children: ReactNode }) {
  return isRehearsal ? <Frame>{children}</Frame> : children;
}

function Frame({ children }: { children: ReactNode }) {
  const at = new Date(useNow()).toISOString();
  return (
    <div className={css.rows}>
      <p className={css.banner} role="note" aria-label="Rehearsal">
        <strong>
          This is a rehearsal of {dayYear(at)} at {clock(at)}.
        </strong>{' '}
        Nothing here changes the real desk, and its mails reach nobody.
      </p>
      {children}
    </div>
  );
}
