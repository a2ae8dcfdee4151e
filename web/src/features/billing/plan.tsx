import { Button, Skeleton } from '@mantine/core';
import { IconBolt, IconCheck, IconMessage2, IconPlug, IconServer, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { may } from '@/api/may';
import type { Limits, Plan, PlanOption } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { Seats } from '@/features/team/seats';
import { dayYear } from '@/lib/time';
import { PageTitle } from '@/shell/page';
import { Badge } from '@/ui/bits';
import { Info, LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import css from './billing.module.css';
import { useChangePlan } from './change_plan';
import { usePlan } from './data';
import { agentsLine, channelsLine, messagesLine } from './words';

/** The plan, what it allows, what is used of it, and the way to another. */
export function BillingSettings() {
  const plan = usePlan();
  return (
    <>
      <PageTitle title="Billing" />
      {plan.isPending && <Skeleton height={420} />}
      {plan.isError && !plan.data && (
        <LoadError what="The plan" problem={asProblem(plan.error)} retry={() => void plan.refetch()} />
      )}
      {plan.data && <Plans plan={plan.data} />}
    </>
  );
}

function Plans({ plan }: { plan: Plan }) {
  const manages = may(useMe(), 'billing.manage');
  const change = useChangePlan();
  const wanted = plan.plans.find((option) => option.name === change.variables);
  return (
    <div className={css.page}>
      {change.error && (
        <Refusal title={`${wanted?.label ?? 'The plan'} was not chosen`} problem={asProblem(change.error)} />
      )}
      <Use plan={plan} />
      <ul className={css.plans}>
        {plan.plans.map((option) => (
          <PlanCard
            key={option.name}
            option={option}
            plan={plan}
            busy={change.isPending}
            choose={manages ? () => change.mutate(option.name) : null}
          />
        ))}
      </ul>
      {!manages && <Info>Only the owner moves the workspace to another plan.</Info>}
      {manages && plan.provider === null && (
        <Info icon={<IconServer size={16} stroke={1.75} aria-hidden />}>
          This server has no payment provider, so a plan costs nothing and the owner switches freely. Your
          operator can change that.
        </Info>
      )}
    </div>
  );
}

function Meter({ use, limit }: { use: number; limit: number }) {
  const share = limit > 0 ? Math.min(100, (use / limit) * 100) : 100;
  return (
    <svg className={css.meter} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
      <rect className={css.track} width="100" height="4" />
      <rect className={share >= 85 ? css.full : css.fill} width={share} height="4" />
    </svg>
  );
}

function Use({ plan }: { plan: Plan }) {
  const { channels, messages_per_month: messages } = plan.limits;
  return (
    <section className={css.use} aria-label="In use">
      <div className={css.seats}>
        <h2 className={css.useTitle}>Seats</h2>
        <Seats plan={plan} />
      </div>
      <div>
        <h2 className={css.useTitle}>Channels</h2>
        <p className={css.useLine}>
          {channels === null
            ? `${plan.use.channels}, without a limit`
            : `${plan.use.channels} of ${channels}`}
        </p>
        {channels !== null && <Meter use={plan.use.channels} limit={channels} />}
      </div>
      <div>
        <h2 className={css.useTitle}>Messages this month</h2>
        <p className={css.useLine}>
          {plan.use.messages_this_month.toLocaleString('en')}
          {messages === null ? ', without a limit' : ` of ${messages.toLocaleString('en')}`}
        </p>
        {messages !== null && <Meter use={plan.use.messages_this_month} limit={messages} />}
      </div>
    </section>
  );
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

function limitLines(limits: Limits, beside: string): [ReactNode, string][] {
  return [
    [<IconUsers key="agents" {...icon} />, agentsLine(limits, beside)],
    [<IconPlug key="channels" {...icon} />, channelsLine(limits)],
    [<IconMessage2 key="messages" {...icon} />, messagesLine(limits)],
  ];
}

interface CardProps {
  option: PlanOption;
  plan: Plan;
  busy: boolean;
  choose: (() => void) | null;
}

function PlanCard({ option, plan, busy, choose }: CardProps) {
  const current = option.name === plan.plan;
  return (
    <li className={css.plan} data-current={current || undefined}>
      <div className={css.planHead}>
        <h2 className="t20">{option.label}</h2>
        {current && <Badge tone="brass">Your plan</Badge>}
      </div>
      <p className={css.summary}>{option.summary}</p>
      <ul className={css.limits}>
        {limitLines(option.limits, choose ? 'you' : 'the owner').map(([sign, words]) => (
          <li key={words}>
            {sign}
            {words}
          </li>
        ))}
      </ul>
      {current && (
        <p className={`${css.planFoot} ${css.since}`}>
          <IconCheck {...icon} /> Since {dayYear(plan.since)}
        </p>
      )}
      {!current && choose && (
        <div className={css.planFoot}>
          <Choose option={option} busy={busy} choose={choose} />
        </div>
      )}
    </li>
  );
}

function Choose({ option, busy, choose }: { option: PlanOption; busy: boolean; choose: () => void }) {
  if (!option.possible) {
    return (
      <>
        <Button size="lg" fullWidth disabled>
          Not possible now
        </Button>
        <p className={css.foot}>{option.too_many.join(' ') || 'More is in use than it allows.'}</p>
      </>
    );
  }
  return (
    <>
      <Button
        size="lg"
        fullWidth
        disabled={busy}
        onClick={choose}
        leftSection={busy && <IconBolt {...icon} />}
      >
        Move to {option.label}
      </Button>
      <p className={css.foot}>At once, without signing in again. Nothing that you have is lost.</p>
    </>
  );
}
