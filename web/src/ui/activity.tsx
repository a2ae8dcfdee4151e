import type { ActivityWord } from '@/api/model';
import css from './activity.module.css';

export const ACTIVITY_WORD: Record<ActivityWord, string> = {
  active: 'Active',
  idle: 'Idle',
  inactive: 'Inactive',
};

function Shape({ activity }: { activity: ActivityWord }) {
  return (
    <svg viewBox="0 0 10 10" width={8} height={8} aria-hidden fill="currentColor">
      {activity === 'active' && <circle cx="5" cy="5" r="4.5" />}
      {activity === 'idle' && <path d="M5 0l5 5-5 5-5-5z" />}
      {activity === 'inactive' && <path d="M1 1h8v8H1z" />}
    </svg>
  );
}

/** Whether somebody uses it: a pill, so that nobody takes it for their status. */
export function ActivityPill({ activity }: { activity: ActivityWord }) {
  return (
    <span className={`${css.pill} ${css[activity]}`}>
      <Shape activity={activity} />
      {ACTIVITY_WORD[activity]}
    </span>
  );
}
