import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { may, opens } from '@/api/may';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { count, number } from '@/lib/words';
import css from './bulk.module.css';
import { BulkDialog } from './dialog';
import type { BulkAct } from './words';

/** Whether somebody acts on people at all: only then can rows be chosen. */
export function useActs(): BulkAct[] {
  const me = useMe();
  const acts: BulkAct[] = [];
  if (!opens(me, 'POST /team/bulk')) return acts;
  if (may(me, 'members.change_tier')) acts.push('tier');
  if (may(me, 'members.disable')) acts.push('disable', 'enable');
  if (may(me, 'members.remove')) acts.push('remove');
  return acts;
}

const LABEL: Record<BulkAct, string> = {
  tier: 'Change tier…',
  disable: 'Switch off Agent Access…',
  enable: 'Switch on Agent Access…',
  remove: 'Remove…',
};

interface BarProps {
  chosen: Member[];
  /** Everybody whom the filter finds. */
  found: Member[];
  onChoose: (members: Member[]) => void;
}

/** How many are chosen, all that the filter finds, and what can be done to them. */
export function BulkBar({ chosen, found, onChoose }: BarProps) {
  const acts = useActs();
  const [act, setAct] = useState<BulkAct | null>(null);
  const [list, setList] = useState<Member[]>([]);
  const open = (act: BulkAct) => {
    setList(chosen);
    setAct(act);
  };
  const rest = useMemo(() => {
    const known = new Set(chosen);
    return found.filter((member) => !known.has(member)).length;
  }, [chosen, found]);
  if (acts.length === 0 || (chosen.length === 0 && act === null)) return null;
  return (
    <section className={css.bar} aria-label="Chosen people">
      <span className="t13 w6" role="status">
        {count(chosen.length, 'person', 'people')} chosen
      </span>
      {rest > 0 && (
        <Button size="sm" onClick={() => onChoose([...new Set([...chosen, ...found])])}>
          {chosen.length === 0 ? `Choose all ${number(found.length)}` : `Add the other ${number(rest)} shown`}
        </Button>
      )}
      <Button size="sm" onClick={() => onChoose([])}>
        Choose nobody
      </Button>
      <span className={css.acts}>
        {acts.map((each) => (
          <Button
            key={each}
            size="sm"
            variant={each === 'remove' ? 'danger' : 'default'}
            disabled={chosen.length === 0}
            onClick={() => open(each)}
          >
            {LABEL[each]}
          </Button>
        ))}
      </span>
      {act && <BulkDialog act={act} chosen={list} onClose={() => setAct(null)} onDone={() => onChoose([])} />}
    </section>
  );
}
