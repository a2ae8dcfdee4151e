import {
  IconAlarm,
  IconAlarmSnooze,
  IconArchive,
  IconArrowBackUp,
  IconCircleCheck,
  IconCornerDownRight,
  IconHandStop,
  IconHourglass,
  IconInbox,
  IconTag,
  IconUserCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Act } from '@/api/model';
import { clock, exact } from '@/lib/time';
import { firstName } from '@/lib/words';
import css from './thread.module.css';

const icon = { size: 14, stroke: 2, 'aria-hidden': true };

function Name({ children }: { children: string | null }) {
  return <span className={css.actName}>{children ? firstName(children) : 'Somebody'}</span>;
}

function told(act: Act, visitor: string): { icon: ReactNode; words: ReactNode } {
  // Whoever was erased has an id and no name; the visitor has neither.
  const by = <Name>{act.by_name ?? (act.by ? null : visitor)}</Name>;
  switch (act.act) {
    case 'assigned':
      return act.by === act.to
        ? { icon: <IconUserCheck {...icon} />, words: <>{by} took this</> }
        : {
            icon: <IconCornerDownRight {...icon} />,
            words: (
              <>
                {by} gave this to <Name>{act.to_name}</Name>
              </>
            ),
          };
    case 'unassigned':
      // Nobody did it: what goes on does not wait for somebody whose access is off.
      if (!act.by) {
        const words = (
          <>
            <Name>{act.to_name}</Name> is away, so this is back in Unassigned
          </>
        );
        return { icon: <IconInbox {...icon} />, words };
      }
      return { icon: <IconInbox {...icon} />, words: <>{by} put this back to Unassigned</> };
    case 'resolved':
      return { icon: <IconCircleCheck {...icon} />, words: <>{by} resolved this</> };
    case 'closed':
      return { icon: <IconArchive {...icon} />, words: <>{by} closed this</> };
    case 'reopened':
      return { icon: <IconArrowBackUp {...icon} />, words: <>{by} reopened this</> };
    case 'snooze_ended':
      return { icon: <IconAlarm {...icon} />, words: <>The time came, and this is open again</> };
    case 'pending':
      return { icon: <IconHourglass {...icon} />, words: <>{by} set this to pending</> };
    case 'snoozed':
      return { icon: <IconAlarmSnooze {...icon} />, words: <>{by} put this aside</> };
    case 'tagged':
      return { icon: <IconTag {...icon} />, words: <>{by} changed the tags</> };
    case 'handoff':
      return { icon: <IconHandStop {...icon} />, words: <>{by} asked for a person</> };
  }
}

/** An act as one quiet line between the messages. */
export function ActLine({ act, visitor }: { act: Act; visitor: string }) {
  const { icon: sign, words } = told(act, visitor);
  return (
    <p className={css.act}>
      {sign}
      <span>
        {words} · <time title={exact(act.created_at)}>{clock(act.created_at)}</time>
      </span>
    </p>
  );
}
