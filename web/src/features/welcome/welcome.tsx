import { Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { useWidgets } from '@/features/channels/data';
import { useLive } from '@/live/use_live';
import { Spoken } from '@/live/spoken';
import { FirstMessageStep } from './first_message';
import { WelcomeFrame, type StepName } from './frame';
import { NameStep } from './name';
import { usePlans } from './plans';
import { RulesStep } from './rules';
import { TeamStep } from './team';
import { WidgetStep } from './widget';

/** The first minute: name, rules, widget, first message, team. */
export function Welcome() {
  const me = useMe();
  if (!me?.business) return <BeforeNaming accountId={me?.user.id ?? ''} />;
  // Whoever was added to a workspace while this page was open has nothing to set up in it.
  return may(me, 'channels.manage') ? <AfterNaming /> : <Navigate to="/" />;
}

/** Until the workspace is made, everything is kept in this tab and nothing on the server. */
function BeforeNaming({ accountId }: { accountId: string }) {
  const { plans, change } = usePlans(accountId);
  useLive();
  return (
    <WelcomeFrame step={plans.named ? 'rules' : 'name'} done={plans.named ? ['name'] : []}>
      {plans.named ? (
        <RulesStep plans={plans} onBack={() => change({ named: false })} />
      ) : (
        <NameStep plans={plans} onChange={change} onNext={() => change({ named: true })} />
      )}
    </WelcomeFrame>
  );
}

const ORDER: StepName[] = ['name', 'rules', 'widget', 'message', 'team'];

/** With a workspace: the widget, the first message on the same screen, then the team or later. */
function AfterNaming() {
  const navigate = useNavigate();
  const widget = useWidgets().find((entry) => entry.widget)?.widget ?? null;
  const [step, setStep] = useState<StepName>('widget');
  useLive();
  const home = () => void navigate({ to: '/' });
  return (
    <WelcomeFrame step={step} done={ORDER.slice(0, ORDER.indexOf(step))}>
      {step === 'widget' && <WidgetStep widget={widget} onNext={() => setStep('message')} onLater={home} />}
      {step === 'message' && widget && (
        <FirstMessageStep widget={widget} onBack={() => setStep('widget')} onNext={() => setStep('team')} />
      )}
      {step === 'team' && <TeamStep onBack={() => setStep('message')} onDone={home} />}
      <Spoken />
    </WelcomeFrame>
  );
}
