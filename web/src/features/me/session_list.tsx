import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconTerminal2 } from '@tabler/icons-react';
import type { Session } from '@/api/model';
import { deviceOf } from '@/lib/device';
import { Badge, When } from '@/ui/bits';
import css from './me.module.css';

interface ListProps {
  sessions: Session[];
  /** The one that is being ended. */
  ending?: string | null;
  /** Absent where sessions are only looked at. */
  onEnd?: (session: Session) => void;
}

/** Sessions, each with what opened it, since when, and when it was last used. */
export function SessionList({ sessions, ending = null, onEnd }: ListProps) {
  return (
    <ul className={css.list}>
      {sessions.map((session) => {
        const device = deviceOf(session.user_agent);
        const Icon = session.kind === 'program' ? IconTerminal2 : IconDeviceDesktop;
        return (
          <li key={session.id} className={css.session}>
            <Icon size={20} stroke={1.75} aria-hidden />
            <div className="grow">
              <p className={css.sessionName}>
                <span className="truncate" title={session.user_agent ?? undefined}>
                  {device}
                </span>
                {session.current && <Badge tone="live">this one</Badge>}
                {session.kind === 'program' && <Badge>program</Badge>}
              </p>
              <p className="t12 ink3">
                Last used <When at={session.last_used_at} sentence /> · signed in{' '}
                <When at={session.created_at} sentence />
              </p>
            </div>
            {onEnd && !session.current && (
              <Button
                size="sm"
                aria-label={`End the session of ${device}`}
                loading={ending === session.id}
                onClick={() => onEnd(session)}
              >
                End
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
