import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/api/problem';
import { Bell } from './bell';
import css from './notes.module.css';

/** Amber, at the thing it is about: says what follows and never blocks. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <div className={css.warning} role="note">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <div>{children}</div>
    </div>
  );
}

export function Info({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div className={css.info}>
      {icon ?? <IconInfoCircle size={16} stroke={1.75} aria-hidden />}
      <div>{children}</div>
    </div>
  );
}

/** Something could not be loaded: what, why, and one more try. */
export function LoadError({ what, problem, retry }: { what: string; problem: Problem; retry: () => void }) {
  return (
    <div className={css.error} role="alert">
      <p className="t14 w6">{what} could not be loaded</p>
      <p className="t13 ink2">{problem.message}</p>
      <Button leftSection={<IconRefresh size={16} stroke={1.75} />} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** Nothing here yet: what would fill it, and the way to start. */
export function Empty({ title, children, acts }: { title: string; children?: ReactNode; acts?: ReactNode }) {
  return (
    <div className={css.empty}>
      <span className={css.mark}>
        <Bell size={48} />
      </span>
      <h2 className="t20">{title}</h2>
      {children && <div className={css.words}>{children}</div>}
      {acts}
    </div>
  );
}

function waiting(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/**
 * What failed inside a form, said at the form and read out; when to try again, where the reason does not say so itself. What is
 * wrong with a field stands at the field; `unseen` names the one that the form sends without showing it.
 */
export function FormError({ problem, unseen }: { problem: Problem | null; unseen?: string }) {
  const hidden = unseen === undefined ? undefined : problem?.field(unseen);
  if (!problem || (problem.fields.length > 0 && !hidden)) return null;
  return (
    <div className={css.formError} role="alert">
      {hidden ?? problem.message}
      {problem.retryAfter !== null &&
        problem.status !== 429 &&
        ` Try again in ${waiting(problem.retryAfter)}.`}
    </div>
  );
}
