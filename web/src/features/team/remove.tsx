import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Radio } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  IconArchive,
  IconInbox,
  IconLogout,
  IconMessages,
  IconUserMinus,
  IconUserPause,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { readAgain } from '@/lib/stale';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { ARCHIVE_DAYS } from '@/features/archive/data';
import { planQuery, usePlan } from '@/features/billing/data';
import { countsQuery, useLoads } from '@/features/inbox/counts';
import { useRoleLabel } from '@/features/rulebook/data';
import { dayYear } from '@/lib/time';
import { count, firstName } from '@/lib/words';
import { Face } from '@/ui/face';
import { notify } from '@/ui/notices';
import { Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { membersQuery, REMOVAL_DAYS } from './data';
import { DisableDialog } from './disable';
import { Handover, isSaid, TO_QUEUE } from './handover';
import css from './team.module.css';

type When = 'now' | 'later';

/** Removes at once, or plans it for later. */
function useRemove(member: Member, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ when, heir }: { when: When; heir: string | undefined }) => {
      const path = { member_id: member.id };
      const to = heir ? { heir } : {};
      if (when === 'later') {
        const body = { agent_access: false, remove_in_days: REMOVAL_DAYS, ...to };
        await ok(api.PATCH('/api/v1/team/members/{member_id}', { params: { path }, body }));
        return { title: `The removal of ${member.name} is planned` };
      }
      const params = { path, query: to };
      const { reassigned } = await ok(api.DELETE('/api/v1/team/members/{member_id}', { params }));
      const text = `${count(reassigned, 'conversation')} handed over.`;
      return { title: `${member.name} was removed`, text };
    },
    onSuccess: async (said) => {
      await readAgain(client, [membersQuery, planQuery, countsQuery]);
      void client.invalidateQueries({ queryKey: ['conversations'] });
      notify(said);
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

interface ConsequencesProps {
  member: Member;
  when: When;
  open: number;
  heir: Member | null;
}

function Consequences({ member, when, open, heir }: ConsequencesProps) {
  const name = firstName(member.name);
  const plan = usePlan().data;
  return (
    <section>
      <h3 className={css.factsTitle}>What happens</h3>
      <ul className={css.facts}>
        <li>
          <IconLogout {...icon} />
          {when === 'now' ? (
            <span>
              <strong>At once:</strong> {name} is signed out of this workspace, and nothing of theirs works in
              it any more.
            </span>
          ) : (
            <span>
              <strong>In {REMOVAL_DAYS} days:</strong> {name} is removed. Until then the access stays off, and
              the removal can be called off.
            </span>
          )}
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
        <li>
          <IconArchive {...icon} />
          <span>
            What is {name}’s own, such as kept views, is put aside for {ARCHIVE_DAYS} days, and offered back
            if {name} comes in again.
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

interface ChooseWhenProps {
  when: When;
  onChange: (when: When) => void;
}

/** Whether whoever is off already is removed now, or once it is sure that they do not come back. */
function ChooseWhen({ when, onChange }: ChooseWhenProps) {
  return (
    <Radio.Group label="When" value={when} onChange={(value) => onChange(value as When)}>
      <div className={css.reasons}>
        <Radio value="now" label="Now" />
        <Radio value="later" label={`In ${REMOVAL_DAYS} days, by itself`} />
      </div>
    </Radio.Group>
  );
}

/** The milder act, at the moment at which somebody thinks of the other. */
function OnlyAway({ onInstead }: { onInstead: () => void }) {
  return (
    <Info icon={<IconUserPause size={16} stroke={1.75} aria-hidden />}>
      Only away for a while?{' '}
      <button type="button" className="link" onClick={onInstead}>
        Switch off Agent Access
      </button>{' '}
      instead. It can be switched on again in a second.
    </Info>
  );
}

/** The owner removes somebody, or sees that to switch off their access is enough. */
export function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const [away, setAway] = useState(false);
  if (away) return <DisableDialog member={member} onClose={onClose} />;
  return <RemovingDialog member={member} onClose={onClose} onInstead={() => setAway(true)} />;
}

interface RemovingProps {
  member: Member;
  onClose: () => void;
  onInstead: () => void;
}

/** Their work goes where the owner says, and the effect is said before the button. */
function RemovingDialog({ member, onClose, onInstead }: RemovingProps) {
  const open = useLoads()(member.user_id);
  const me = useMe();
  const [handed, setHanded] = useState(TO_QUEUE);
  const [when, setWhen] = useState<When>('now');
  const remove = useRemove(member, onClose);
  const heir = handed.where === 'heir' ? handed.heir : null;
  const name = firstName(member.name);
  return (
    <Modal opened onClose={onClose} title={<Title member={member} />}>
      <div className="stack">
        {!member.agent_access && !member.removal && may(me, 'members.disable') && (
          <ChooseWhen when={when} onChange={setWhen} />
        )}
        <Handover leaving={member} open={open} handed={handed} onChange={setHanded} />
        <Consequences member={member} when={when} open={open} heir={heir} />
        {member.agent_access && may(me, 'members.disable') && <OnlyAway onInstead={onInstead} />}
        {remove.error && (
          <Refusal title={`${member.name} was not removed`} problem={asProblem(remove.error)} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {name}
          </Button>
          <Button
            size="lg"
            variant={when === 'now' ? 'danger' : 'filled'}
            leftSection={<IconUserMinus size={16} stroke={1.75} />}
            loading={remove.isPending}
            disabled={open > 0 && !isSaid(handed)}
            onClick={() => remove.mutate({ when, heir: heir?.user_id })}
          >
            Remove {name}
            {when === 'later' && ` in ${REMOVAL_DAYS} days`}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
