import { Button } from '@mantine/core';
import { IconArrowLeft, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlan } from '@/features/billing/data';
import { InviteDialog } from '@/features/team/invite';
import { useRulebook } from '@/features/rulebook/data';
import { Seats } from '@/features/team/seats';
import { Copy } from '@/ui/copy';
import { StepBody } from './frame';
import css from './welcome.module.css';

/** Colleagues now, or later from Settings → Team. */
export function TeamStep({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const plan = usePlan().data;
  const [inviting, setInviting] = useState(false);
  const direct = useRulebook()?.joining.includes('direct') ?? false;
  return (
    <StepBody
      title="Who answers with you?"
      sub={
        direct
          ? 'Colleagues make an account, then you add them. All of it can also be done later, under Settings → Team.'
          : 'Colleagues come in later, under Settings → Team.'
      }
      foot={
        <>
          <Button
            size="lg"
            variant="subtle"
            leftSection={<IconArrowLeft size={16} stroke={1.75} />}
            onClick={onBack}
          >
            Back
          </Button>
          <span className="grow" />
          <Button size="lg" variant="filled" onClick={onDone}>
            Open the inbox
          </Button>
        </>
      }
    >
      <div className={css.teamCards}>
        {plan && (
          <section className={css.teamCard} aria-label="Seats">
            <Seats plan={plan} />
            <Link to="/settings/billing" className="link">
              See the plans
            </Link>
          </section>
        )}
        {direct && <DirectCards onInvite={() => setInviting(true)} />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </StepBody>
  );
}

/** Whoever has an account is added at once; whoever has none signs up first. */
function DirectCards({ onInvite }: { onInvite: () => void }) {
  return (
    <>
      <section className={css.teamCard} aria-label="Invite">
        <div className="grow">
          <p className="t14 w5">A colleague who has an account</p>
          <p className="t13 ink2">Is added at once, by their address.</p>
        </div>
        <Button leftSection={<IconUserPlus size={16} stroke={1.75} />} onClick={onInvite}>
          Invite Members
        </Button>
      </section>
      <section className={css.teamCard} aria-label="Sign-up link">
        <div className="grow">
          <p className="t14 w5">A colleague who has none</p>
          <p className="t13 ink2">Signs up first, with this link.</p>
        </div>
        <Copy text={`${window.location.origin}/register`} label="Copy sign-up link" />
      </section>
    </>
  );
}
