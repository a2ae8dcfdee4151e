import { Button } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Member, OnboardingStep } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { useOutOfReach } from '@/features/team/standing';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';
import css from './person.module.css';
import { doneWords, openWords } from './words';

type Kept = { role: string } | { tier: string };

function useKeep(member: Member) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Kept) =>
      ok(api.PATCH('/api/v1/team/members/{member_id}', { params: { path: { member_id: member.id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}

/** What was done for somebody since they came, and what nobody has chosen yet; choosing it is what ticks it. */
export function PersonOnboarding({ member }: { member: Member }) {
  const me = useMe();
  const labels = { role: useRoleLabel()(member.role), tier: useTierLabel()(member.tier) };
  const reach = useOutOfReach()(member) === null;
  const keep = useKeep(member);
  const { onboarding } = member;
  if (!onboarding) return null;
  const mine = (step: OnboardingStep) =>
    reach && may(me, step === 'role' ? 'members.change_role' : 'members.change_tier');
  const kept = (step: OnboardingStep): Kept =>
    step === 'role' ? { role: member.role } : { tier: member.tier };
  return (
    <Section
      title="Onboarding"
      sub={onboarding.open.length > 0 && 'Choose others below, or keep what they came with.'}
    >
      <ul className={css.steps}>
        {onboarding.done.map((step) => (
          <li key={step}>
            <IconCheck size={16} stroke={1.75} aria-label="Done" data-done />
            <span className="grow">{doneWords(step, onboarding.way, labels)}</span>
          </li>
        ))}
        {onboarding.open.map((step) => (
          <li key={step}>
            <IconCircle size={16} stroke={1.75} aria-label="Open" />
            <span className="grow">{openWords(step, onboarding.way, labels)}</span>
            {mine(step) && (
              <Button
                size="compact-sm"
                loading={keep.isPending && step in keep.variables}
                onClick={() => keep.mutate(kept(step))}
              >
                Keep {step === 'role' ? labels.role : labels.tier}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {keep.error && <Refusal title="It was not kept" problem={asProblem(keep.error)} />}
    </Section>
  );
}
