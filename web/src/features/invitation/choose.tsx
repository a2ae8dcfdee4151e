import { Radio } from '@/ui/fields';
import { useRulebook } from '@/features/rulebook/data';
import css from './invitation.module.css';
import { recommended } from './words';

interface ChooseProps {
  value: string;
  onChange: (value: string) => void;
  /** Leaves out what stands above others, where nobody in particular is let in. */
  plain?: boolean;
}

/** The role that somebody comes in with. */
export function ChooseRole({ value, onChange, plain = false }: ChooseProps) {
  const roles = (useRulebook()?.roles ?? []).filter((role) => role.invitable && !(plain && role.leads));
  return (
    <Radio.Group label="Role: what they may change" value={value} onChange={onChange}>
      <div className={css.box}>
        {roles.map((role) => (
          <div key={role.name} className={css.choice}>
            <Radio value={role.name} label={role.label} description={role.description} />
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}

/** The tier: what they may use, with the seed's advice. */
export function ChooseTier({ value, onChange, plain = false }: ChooseProps) {
  const all = useRulebook()?.tiers ?? [];
  const tiers = all.filter((tier) => !(plain && tier.name === 'admin'));
  return (
    <Radio.Group label="Tier: what they may use" value={value} onChange={onChange}>
      <div className={css.box}>
        {tiers.map((tier) => {
          const advice = recommended(tier.name);
          return (
            <div key={tier.name} className={css.choice}>
              <Radio
                value={tier.name}
                label={advice ? `${tier.label}: ${advice}` : tier.label}
                description={tier.summary}
              />
            </div>
          );
        })}
      </div>
    </Radio.Group>
  );
}

/** What somebody gets where nothing else is chosen. */
export function useGiven(): { role: string; tier: string } {
  const book = useRulebook();
  const plain = book?.roles.find((role) => role.invitable && !role.leads);
  return { role: plain?.name ?? 'member', tier: book?.tiers[0]?.name ?? 'basic' };
}
