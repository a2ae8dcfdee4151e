import { useRulebook } from '@/features/rulebook/data';
import type { AutoJoin } from '@/api/model';
import { asProblem } from '@/api/problem';
import { ChooseRole, ChooseTier } from '@/features/invitation/choose';
import { Radio } from '@/ui/fields';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { useChangeAutoJoin } from './data';
import css from './joining.module.css';

const MODES: { mode: AutoJoin['mode']; label: string; description: string; needs: string[] }[] = [
  {
    mode: 'off',
    label: 'Nobody',
    description: 'People come in by invitation alone. Links are closed too.',
    needs: [],
  },
  {
    mode: 'domain',
    label: 'People of our domains',
    description: 'Whoever has a confirmed address at a proven domain.',
    needs: ['domain'],
  },
  { mode: 'link', label: 'Whoever holds a link', description: 'Links are made under Team.', needs: ['link'] },
  {
    mode: 'both',
    label: 'Both',
    description: 'People of the domains, and whoever holds a link.',
    needs: ['domain', 'link'],
  },
];

/** Who may come in without having been invited. */
export function ModeSection({ autoJoin, fixed }: { autoJoin: AutoJoin; fixed: boolean }) {
  const change = useChangeAutoJoin();
  const joining = useRulebook()?.joining ?? [];
  const modes = MODES.filter(({ needs }) => needs.every((way) => joining.includes(way)));
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <Section title="Who comes in by themselves" sub="Invitations work whatever is chosen here.">
      <Radio.Group
        aria-label="Who comes in by themselves"
        // What was chosen shows at once; a refusal puts it back, and says why.
        value={change.isPending ? change.variables.mode : autoJoin.mode}
        onChange={(mode) => change.mutate({ mode: mode as AutoJoin['mode'] })}
      >
        {modes.map(({ mode, label, description }) => (
          <div key={mode} className={css.choice}>
            <Radio
              value={mode}
              label={label}
              description={description}
              disabled={fixed || change.isPending}
            />
          </div>
        ))}
      </Radio.Group>
      <FormOutcome title="Nothing was changed" problem={problem} />
    </Section>
  );
}

interface GivesProps {
  way: 'domain' | 'link';
  title: string;
  sub: string;
  gives: AutoJoin['domain'];
}

/** What people become who come in by one way. */
export function GivesSection({ way, title, sub, gives }: GivesProps) {
  const change = useChangeAutoJoin();
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <Section title={title} sub={sub}>
      <div className={css.gives}>
        <ChooseRole plain value={gives.role} onChange={(role) => change.mutate({ [way]: { role } })} />
        <ChooseTier plain value={gives.tier} onChange={(tier) => change.mutate({ [way]: { tier } })} />
      </div>
      <FormOutcome title="Nothing was changed" problem={problem} />
    </Section>
  );
}
