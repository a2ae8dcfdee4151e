import { useMemo, type KeyboardEvent } from 'react';
import type { Member } from '@/api/model';
import { useLoads } from '@/features/inbox/counts';
import { count, firstName } from '@/lib/words';
import { Face } from '@/ui/face';
import { Warning } from '@/ui/notes';
import { STATUS_WORD } from '@/ui/status';
import { byPresence, useMembers } from './data';
import css from './team.module.css';

interface HeirProps {
  /** Who goes: none of them inherits. */
  leaving: Member[];
  /** How many conversations would be handed over. */
  extra: number;
  chosen: Member | null;
  onChoose: (member: Member) => void;
}

/** Arrow keys move among radios, as in a native group. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step) return;
  event.preventDefault();
  const radios = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="radio"]')];
  const at = radios.indexOf(document.activeElement as HTMLButtonElement);
  radios[(at + step + radios.length) % radios.length]?.focus();
}

/** Who takes over the work of somebody who leaves: everybody else, live ones first, with their load. */
export function HeirPicker({ leaving, extra, chosen, onChoose }: HeirProps) {
  const { data: members = [] } = useMembers();
  const loads = useLoads();
  const others = useMemo(() => {
    const goes = new Set(leaving.map((member) => member.id));
    return byPresence(members, undefined).filter((each) => each.is_active && !goes.has(each.id));
  }, [members, leaving]);
  return (
    <>
      <div role="radiogroup" aria-label="Colleague" className={css.heirList} onKeyDown={moveFocus}>
        {others.map((member, index) => (
          <button
            key={member.id}
            type="button"
            role="radio"
            aria-checked={member.id === chosen?.id}
            tabIndex={member.id === chosen?.id || (!chosen && index === 0) ? 0 : -1}
            className={css.heir}
            onClick={() => onChoose(member)}
          >
            <Face id={member.user_id} name={member.name} size={28} status={member.status} />
            <span className="grow truncate">
              <span className="w5">{member.name}</span>{' '}
              <span className="ink3">· {STATUS_WORD[member.status]}</span>
            </span>
            <span className="ink3 tnum">{loads(member.user_id)} open</span>
          </button>
        ))}
      </div>
      {chosen && chosen.status !== 'live' && (
        <div className={css.heirWarning}>
          <Warning>
            {firstName(chosen.name)} is {chosen.status} and would hold{' '}
            {count(loads(chosen.user_id) + extra, 'conversation')}. Customers wait until{' '}
            {firstName(chosen.name)} is back.
          </Warning>
        </div>
      )}
    </>
  );
}
