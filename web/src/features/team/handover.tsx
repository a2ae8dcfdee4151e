import { useMemo } from 'react';
import { Radio } from '@/ui/fields';
import type { Member } from '@/api/model';
import { count, firstName } from '@/lib/words';
import { HeirPicker } from './heir';
import css from './team.module.css';

export type Where = 'queue' | 'heir' | 'stay';

/** Where the open conversations of somebody go. */
export interface Handed {
  where: Where;
  heir: Member | null;
}

export const TO_QUEUE: Handed = { where: 'queue', heir: null };

/** Whether it is said completely: "a colleague" needs one. */
export const isSaid = (handed: Handed): boolean => handed.where !== 'heir' || handed.heir !== null;

/** In words, for a sentence that begins with "They go to". */
export function heirName(handed: Handed): string {
  return handed.where === 'heir' && handed.heir ? firstName(handed.heir.name) : 'Unassigned';
}

interface HeirChoiceProps {
  leaving: Member[];
  open: number;
  handed: Handed;
  onChange: (handed: Handed) => void;
  /** Whether they may keep them: only where they come back. */
  mayStay?: boolean;
}

/** How much is held by whoever goes, where it is anything, and the choice of where it goes: the queue, a colleague, or nowhere. */
export function HeirChoice({ leaving, open, handed, onChange, mayStay = false }: HeirChoiceProps) {
  const name = leaving.length === 1 && leaving[0] ? firstName(leaving[0].name) : null;
  if (open === 0) return null;
  return (
    <div>
      <h3 className="t14 w6">{count(open, 'open conversation')}</h3>
      <Radio.Group
        value={handed.where}
        onChange={(where) => onChange({ ...handed, where: where as Where })}
        aria-label="Where the open conversations go"
        mt={8}
      >
        <div className={css.box}>
          <div className={css.choice}>
            <Radio value="queue" label="Unassigned" description="Anybody who is live can be given them." />
          </div>
          <div className={css.choice}>
            <Radio value="heir" label="A colleague" />
            {handed.where === 'heir' && (
              <div className={css.choiceBody}>
                <HeirPicker
                  leaving={leaving}
                  extra={open}
                  chosen={handed.heir}
                  onChoose={(heir) => onChange({ ...handed, heir })}
                />
              </div>
            )}
          </div>
          {mayStay && (
            <div className={css.choice}>
              <Radio
                value="stay"
                label={`They stay with ${name ?? 'whoever has them'}`}
                description={`Customers wait until ${name ? `${name} is` : 'they are'} back.`}
              />
            </div>
          )}
        </div>
      </Radio.Group>
    </div>
  );
}

interface HandoverProps extends Omit<HeirChoiceProps, 'leaving'> {
  leaving: Member;
}

/** The same for one person. */
export function Handover({ leaving, ...rest }: HandoverProps) {
  const alone = useMemo(() => [leaving], [leaving]);
  return <HeirChoice leaving={alone} {...rest} />;
}
