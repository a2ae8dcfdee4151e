import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Radio, TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readAgain } from '@/lib/stale';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import { asProblem, type Problem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useChangePlan } from '@/features/billing/change_plan';
import { planQuery, usePlan } from '@/features/billing/data';
import { larger } from '@/features/billing/words';
import { countsQuery } from '@/features/inbox/counts';
import { useRulebook } from '@/features/rulebook/data';
import { Copy } from '@/ui/copy';
import { FormError, Info, Warning } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { Refusal } from '@/ui/refusal';
import { WasHere } from '@/features/archive/was_here';
import { membersQuery } from './data';
import css from './team.module.css';

interface Invitation {
  email: string;
  role: string;
}

function useInvite(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (query: Invitation) => ok(api.POST('/api/v1/team/invite', { params: { query } })),
    onSuccess: async (_answer, { email }) => {
      await readAgain(client, [membersQuery, planQuery, countsQuery]);
      notify({ title: `${email} is on the team`, text: 'They see the workspace from now on.' });
      done();
    },
  });
}

/** No seat is left: what would help, and the way there. */
function NoSeat({
  invitation,
  problem,
  again,
}: {
  invitation: Invitation;
  problem: Problem;
  again: () => void;
}) {
  const me = useMe();
  const plan = usePlan().data;
  const change = useChangePlan();
  const next = plan && larger(plan);
  return (
    <Refusal title={`${invitation.email} was not invited`} problem={problem}>
      {next && may(me, 'billing.manage') && (
        <Button
          variant="filled"
          loading={change.isPending}
          onClick={() => change.mutate(next.name, { onSuccess: again })}
        >
          Move to {next.label}, then invite
        </Button>
      )}
    </Refusal>
  );
}

function Outcome({
  invitation,
  problem,
  again,
}: {
  invitation: Invitation;
  problem: Problem;
  again: () => void;
}) {
  if (problem.status === 402) return <NoSeat invitation={invitation} problem={problem} again={again} />;
  if (problem.isRefusal) return <Refusal title={`${invitation.email} was not invited`} problem={problem} />;
  if (problem.status === 404) {
    return (
      <Warning>
        <p>
          Nobody has an account with the address {invitation.email}. They sign up first; then you add them
          here.
        </p>
        <p className={css.linkLine}>
          <Copy text={`${window.location.origin}/register`} label="Copy sign-up link" size="sm" />
        </p>
      </Warning>
    );
  }
  return <FormError problem={problem} />;
}

function SeatPreview() {
  const plan = usePlan().data;
  if (!plan) return null;
  const { agents: limit } = plan.limits;
  if (limit === null) return <Info>Takes a seat; {plan.label} has as many as you like.</Info>;
  const seat = plan.use.agents + 1;
  if (seat > limit) {
    const next = larger(plan);
    return (
      <Warning>
        {limit === 0 ? `${plan.label} has no seats` : `All ${limit} seats on ${plan.label} are held`}
        {next ? `; ${next.label} has ${next.limits.agents ?? 'as many as you like'}.` : '.'}
      </Warning>
    );
  }
  return (
    <Info>
      Takes seat {seat} of {limit} on {plan.label}.
    </Info>
  );
}

/** The owner adds somebody who has an account; they are in at once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = (useRulebook()?.roles ?? []).filter((role) => role.invitable);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const chosen = role ?? roles.find((each) => !each.leads)?.name ?? roles[0]?.name ?? '';
  const invite = useInvite(onClose);
  const problem = invite.error ? asProblem(invite.error) : null;
  const invitation = { email: email.trim(), role: chosen };
  return (
    <Modal opened onClose={onClose} title="Invite Members">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(invitation);
        }}
      >
        <p className="t13 ink2">
          Somebody with an account is added at once and sees the workspace from then on.
        </p>
        <TextInput
          label="E-mail address"
          type="email"
          required
          data-autofocus
          value={email}
          error={problem?.field('email')}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
            invite.reset();
          }}
        />
        <Radio.Group label="Role" value={chosen} onChange={setRole}>
          <div className={css.box}>
            {roles.map((each) => (
              <div key={each.name} className={css.choice}>
                <Radio value={each.name} label={each.label} description={each.description} />
              </div>
            ))}
          </div>
        </Radio.Group>
        <WasHere typed={email} />
        {problem && invite.variables ? (
          <Outcome
            invitation={invite.variables}
            problem={problem}
            again={() => invite.mutate(invite.variables)}
          />
        ) : (
          <SeatPreview />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            type="submit"
            variant="filled"
            loading={invite.isPending}
            disabled={!email.trim() || problem?.isRefusal}
          >
            Add to the team
          </Button>
        </div>
      </form>
    </Modal>
  );
}
