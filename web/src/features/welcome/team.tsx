import { Button } from '@mantine/core';
import { IconArrowLeft, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlan } from '@/features/billing/data';
import { InviteDialog } from '@/features/team/invite';
import { Seats } from '@/features/team/seats';
import { Copy } from '@/ui/copy';
import { StepBody } from './frame';
import css from './welcome.module.css';

/** Colleagues now, or later from Settings → Team. */
export function TeamStep({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const plan = usePlan().data;
  const [inviting, setInviting] = useState(false);
  return (
    <StepBody
      title="Who answers with you?"
      sub="Colleagues make an account, then you add them. All of it can also be done later, under Settings → Team."
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
        <section className={css.teamCard} aria-label="Invite">
          <div className="grow">
            <p className="t14 w5">A colleague who has an account</p>
            <p className="t13 ink2">Is added at once, by their address.</p>
          </div>
          <Button leftSection={<IconUserPlus size={16} stroke={1.75} />} onClick={() => setInviting(true)}>
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
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </StepBody>
  );
}
