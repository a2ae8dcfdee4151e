import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconInbox, IconLogout, IconMessages, IconUserMinus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { readAgain } from '@/lib/stale';
import { api, ok } from '@/api/client';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { planQuery, usePlan } from '@/features/billing/data';
import { countsQuery, useLoads } from '@/features/inbox/counts';
import { useRoleLabel } from '@/features/rulebook/data';
import { dayYear } from '@/lib/time';
import { count, firstName } from '@/lib/words';
import { Face } from '@/ui/face';
import { notify } from '@/ui/notices';
import { Refusal } from '@/ui/refusal';
import { membersQuery } from './data';
import { Handover, isSaid, TO_QUEUE } from './handover';
import css from './team.module.css';

function useRemove(member: Member, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (heir: string | null) =>
      ok(
        api.DELETE('/api/v1/team/members/{member_id}', {
          params: { path: { member_id: member.id }, query: heir ? { heir } : {} },
        }),
      ),
    onSuccess: async ({ reassigned }) => {
      await readAgain(client, [membersQuery, planQuery, countsQuery]);
      void client.invalidateQueries({ queryKey: ['conversations'] });
      notify({
        title: `${member.name} was removed`,
        text: `${count(reassigned, 'conversation')} handed over.`,
      });
      done();
    },
  });
}

function Title({ member }: { member: Member }) {
  const me = useMe();
  const label = useRoleLabel();
  return (
    <span className={css.dialogHead}>
      <Face id={member.user_id} name={member.name} size={48} />
      <span>
        Remove {member.name}
        <span className={css.dialogSub}>
          from {me?.business?.name} · {label(member.role)} · joined {dayYear(member.invited_at)}
        </span>
      </span>
    </span>
  );
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

function Consequences({ member, open, heir }: { member: Member; open: number; heir: Member | null }) {
  const name = firstName(member.name);
  const plan = usePlan().data;
  return (
    <section>
      <h3 className={css.factsTitle}>What happens</h3>
      <ul className={css.facts}>
        <li>
          <IconLogout {...icon} />
          <span>
            <strong>At once:</strong> {name} is signed out of this workspace, and nothing of theirs works in
            it any more.
          </span>
        </li>
        {open > 0 && (
          <li>
            <IconInbox {...icon} />
            <span>
              {open === 1
                ? 'The open conversation goes'
                : `${open === 2 ? 'Both' : `All ${open}`} conversations go`}{' '}
              to <strong>{heir ? firstName(heir.name) : 'Unassigned'}</strong>. Customers see no change.
            </span>
          </li>
        )}
        <li>
          <IconMessages {...icon} />
          <span>
            What {name} wrote stays, under {name}’s name.
          </span>
        </li>
        {plan && plan.limits.agents !== null && (
          <li>
            <IconUsers {...icon} />
            <span>
              One seat is free:{' '}
              <strong>
                {Math.max(0, plan.use.agents - 1)} of {plan.limits.agents}
              </strong>{' '}
              on {plan.label}.
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The owner removes somebody: their work goes where the owner says, and the effect is said before the button. */
export function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const open = useLoads()(member.user_id);
  const [handed, setHanded] = useState(TO_QUEUE);
  const remove = useRemove(member, onClose);
  const heir = handed.where === 'heir' ? handed.heir : null;
  const name = firstName(member.name);
  return (
    <Modal opened onClose={onClose} title={<Title member={member} />}>
      <div className="stack">
        <Handover leaving={member} open={open} handed={handed} onChange={setHanded} />
        <Consequences member={member} open={open} heir={heir} />
        {remove.error && (
          <Refusal title={`${member.name} was not removed`} problem={asProblem(remove.error)} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {name}
          </Button>
          <Button
            size="lg"
            variant="danger"
            leftSection={<IconUserMinus size={16} stroke={1.75} />}
            loading={remove.isPending}
            disabled={open > 0 && !isSaid(handed)}
            onClick={() => remove.mutate(heir?.user_id ?? null)}
          >
            Remove {name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
