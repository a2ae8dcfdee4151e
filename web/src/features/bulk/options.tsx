import { useLoads } from '@/features/inbox/counts';
import type { Member } from '@/api/model';
import { useRulebook } from '@/features/rulebook/data';
import { HeirChoice, type Handed } from '@/features/team/handover';
import { REASON_WORDS, type Reason } from '@/features/team/reasons';
import css from '@/features/team/team.module.css';
import { Radio } from '@/ui/fields';
import type { BulkAct } from './words';

/** What belongs to an act. */
export interface Options {
  tier: string;
  reason: Reason;
  handed: Handed;
}

interface OptionsProps {
  act: BulkAct;
  chosen: Member[];
  options: Options;
  onChange: (options: Options) => void;
}

/** The tier, the reason, and where open conversations go: what the act needs beside the list. */
export function ActOptions({ act, chosen, options, onChange }: OptionsProps) {
  const tiers = useRulebook()?.tiers ?? [];
  const loads = useLoads();
  const open = chosen.reduce((sum, member) => sum + loads(member.user_id), 0);
  const change = (part: Partial<Options>) => onChange({ ...options, ...part });
  if (act === 'tier') {
    return (
      <Radio.Group label="Tier" value={options.tier} onChange={(tier) => change({ tier })}>
        <div className={css.box}>
          {tiers.map((each) => (
            <div key={each.name} className={css.choice}>
              <Radio value={each.name} label={each.label} description={each.summary} />
            </div>
          ))}
        </div>
      </Radio.Group>
    );
  }
  if (act === 'enable') {
    return (
      <p className="t14 ink2">
        They can work here again at once, with the same role. What was handed over stays where it went.
      </p>
    );
  }
  return (
    <>
      {act === 'disable' && (
        <Radio.Group
          label="Why"
          value={options.reason}
          onChange={(reason) => change({ reason: reason as Reason })}
        >
          <div className={css.reasons}>
            {(Object.keys(REASON_WORDS) as Reason[]).map((each) => (
              <Radio key={each} value={each} label={REASON_WORDS[each]} />
            ))}
          </div>
        </Radio.Group>
      )}
      <HeirChoice
        leaving={chosen}
        open={open}
        handed={options.handed}
        onChange={(handed) => change({ handed })}
        mayStay={act === 'disable'}
      />
    </>
  );
}
