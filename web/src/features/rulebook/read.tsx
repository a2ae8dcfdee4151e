import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Rulebook } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { agentsLine, channelsLine, messagesLine } from '@/features/billing/words';
import { Page } from '@/shell/page';
import { LoadError } from '@/ui/notes';
import { rulebooksQuery, useRulebook } from './data';
import { Matrix } from './matrix';
import css from './rulebook.module.css';
import { TermLines } from './terms';

function Plans({ rulebook, shown }: { rulebook: Rulebook; shown: string }) {
  return (
    <>
      <h2 className={`t20 ${css.section}`}>Plans</h2>
      <ul className={css.plans}>
        {rulebook.plans.map((plan) => {
          const rule = `${rulebook.name}/plans/${plan.name}`;
          return (
            <li key={plan.name} id={rule} data-shown={shown.startsWith(`${rule}/`) || undefined}>
              <strong className="w6">{plan.label}:</strong> {agentsLine(plan.limits)},{' '}
              {channelsLine(plan.limits).toLowerCase()}, {messagesLine(plan.limits).toLowerCase()}.
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Book({ rulebook }: { rulebook: Rulebook }) {
  const me = useMe();
  const shown = useRouterState({ select: (state) => decodeURIComponent(state.location.hash) });
  useEffect(() => {
    const parts = shown.split('/');
    const target = document.getElementById(shown) ?? document.getElementById(parts.slice(0, 3).join('/'));
    target?.scrollIntoView({ block: 'center' });
  }, [shown]);
  return (
    <>
      <p className={css.intro}>
        {me?.business?.name} follows the rulebook <strong>{rulebook.name}</strong>:{' '}
        {rulebook.title.toLowerCase()}.
      </p>
      {/* They speak to whoever makes a workspace: "only you invite" is true for nobody else. */}
      {me?.team_role === 'owner' && (
        <ul className={css.differences}>
          {rulebook.differences.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Matrix rulebook={rulebook} mine={me?.team_role ?? null} shown={shown} />
      <p className={css.legend}>
        <span>
          <IconCheck size={14} stroke={2} aria-hidden /> may
        </span>
        <span>
          <IconMinus size={14} stroke={2} aria-hidden /> may not
        </span>
      </p>
      <h2 className={`t20 ${css.section}`}>Tiers, and who belongs here</h2>
      <ul className={css.plans}>
        <TermLines rulebook={rulebook} />
      </ul>
      <Plans rulebook={rulebook} shown={shown} />
    </>
  );
}

/** The rules of this workspace, as anybody in it can read them. */
export function ReadRules() {
  const rulebook = useRulebook();
  const all = useQuery(rulebooksQuery);
  return (
    <Page title="Rules">
      {all.isError && (
        <LoadError what="The rules" problem={asProblem(all.error)} retry={() => void all.refetch()} />
      )}
      {all.isPending && <Skeleton height={320} />}
      {rulebook && <Book rulebook={rulebook} />}
    </Page>
  );
}
