import { Modal } from '@/ui/dialog';
import type { Rulebook } from '@/api/model';
import { agentsLine, channelsLine, messagesLine } from '@/features/billing/words';
import { Matrix } from '@/features/rulebook/matrix';
import { TermLines } from '@/features/rulebook/terms';
import css from './welcome.module.css';

/** Every rule of a rulebook, before it is chosen. */
export function RulesDialog({ rulebook, onClose }: { rulebook: Rulebook; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Rulebook ${rulebook.name}`} size={760}>
      <div className="stack">
        <Matrix rulebook={rulebook} mine={null} />
        <ul className={css.planLines}>
          <TermLines rulebook={rulebook} />
          {rulebook.plans.map((plan) => (
            <li key={plan.name}>
              <strong>{plan.label}:</strong> {agentsLine(plan.limits)},{' '}
              {channelsLine(plan.limits).toLowerCase()}, {messagesLine(plan.limits).toLowerCase()}.
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
