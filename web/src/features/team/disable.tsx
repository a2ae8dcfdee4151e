import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Radio } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconInbox, IconLogout, IconMessages, IconUserPause, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { countsQuery, useLoads } from '@/features/inbox/counts';
import { dayYear } from '@/lib/time';
import { readAgain } from '@/lib/stale';
import { firstName } from '@/lib/words';
import { notify } from '@/ui/notices';
import { FormError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { membersQuery, REMOVAL_DAYS } from './data';
import { Handover, heirName, isSaid, TO_QUEUE, type Handed } from './handover';
import { REASON_WORDS, type Reason } from './reasons';
import css from './team.module.css';

interface Access {
  agent_access: boolean;
  reason?: Reason;
  heir?: string;
  remove_in_days?: number;
}

export function useAccess(member: Member, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Access) =>
      ok(
        api.PATCH('/api/v1/team/members/{member_id}', {
          params: { path: { member_id: member.id } },
          body,
        }),
      ),
    onSuccess: async (_member, { agent_access: on }) => {
      await readAgain(client, [membersQuery, countsQuery]);
      void client.invalidateQueries({ queryKey: ['conversations'] });
      notify({ title: `Agent Access of ${member.name} is ${on ? 'on' : 'off'}` });
      done();
    },
  });
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

function Consequences({ name, open, handed }: { name: string; open: number; handed: Handed }) {
  return (
    <section>
      <h3 className={css.factsTitle}>What happens</h3>
      <ul className={css.facts}>
        <li>
          <IconLogout {...icon} />
          <span>
            <strong>At once:</strong> nothing of {name}’s works in this workspace any more. {name} sees whom
            to ask.
          </span>
        </li>
        {open > 0 && (
          <li>
            <IconInbox {...icon} />
            <span>
              {handed.where === 'stay' ? (
                <>
                  The open work <strong>stays with {name}</strong>, and waits.
                </>
              ) : (
                <>
                  The open work goes to <strong>{heirName(handed)}</strong>. Customers see no change.
                </>
              )}
            </span>
          </li>
        )}
        <li>
          <IconMessages {...icon} />
          <span>Role and everything that {name} wrote stay, and come back with the access.</span>
        </li>
        <li>
          <IconUsers {...icon} />
          <span>The seat stays taken. Removing {name} frees it.</span>
        </li>
      </ul>
    </section>
  );
}

type Then = 'stays' | 'removed';

interface AfterProps {
  name: string;
  then: Then;
  onChange: (then: Then) => void;
}

/** Whether they come back, or go for good once it is sure that they do not. */
function After({ name, then, onChange }: AfterProps) {
  return (
    <Radio.Group label="And then" value={then} onChange={(value) => onChange(value as Then)}>
      <div className={css.reasons}>
        <Radio value="stays" label={`${name} stays on the list until somebody decides`} />
        <Radio
          value="removed"
          label={`Remove ${name} in ${REMOVAL_DAYS} days`}
          description="Happens by itself, and can be called off until then. Switching the access on calls it off too."
        />
      </div>
    </Radio.Group>
  );
}

/** Switches somebody's access off for a while: why, where their work goes, and what follows. */
export function DisableDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const me = useMe();
  const open = useLoads()(member.user_id);
  const [reason, setReason] = useState<Reason | ''>('');
  const [handed, setHanded] = useState(TO_QUEUE);
  const [then, setThen] = useState<Then>('stays');
  const access = useAccess(member, onClose);
  const name = firstName(member.name);
  const submit = () => {
    const heir = handed.where === 'heir' ? handed.heir?.user_id : handed.where;
    access.mutate({
      agent_access: false,
      ...(reason ? { reason } : {}),
      ...(open > 0 && heir ? { heir } : {}),
      ...(then === 'removed' ? { remove_in_days: REMOVAL_DAYS } : {}),
    });
  };
  return (
    <Modal opened onClose={onClose} title={`Agent Access of ${member.name}`}>
      <div className="stack">
        <Radio.Group label="Why" value={reason} onChange={(value) => setReason(value as Reason | '')}>
          <div className={css.reasons}>
            <Radio value="" label="Not said" />
            {(Object.keys(REASON_WORDS) as Reason[]).map((each) => (
              <Radio key={each} value={each} label={REASON_WORDS[each]} />
            ))}
          </div>
        </Radio.Group>
        <Handover leaving={member} open={open} handed={handed} onChange={setHanded} mayStay />
        {may(me, 'members.remove') && <After name={name} then={then} onChange={setThen} />}
        <Consequences name={name} open={open} handed={handed} />
        <Outcome title={`The access of ${member.name} was not switched off`} error={access.error} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep it on
          </Button>
          <Button
            size="lg"
            variant="filled"
            leftSection={<IconUserPause size={16} stroke={1.75} />}
            loading={access.isPending}
            disabled={open > 0 && !isSaid(handed)}
            onClick={submit}
          >
            Switch off {name}’s access
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** Switches it on again. */
export function EnableDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const access = useAccess(member, onClose);
  const name = firstName(member.name);
  return (
    <Modal opened onClose={onClose} title={`Agent Access of ${member.name}`} size={480}>
      <div className="stack">
        <p className="t14 ink2">
          {name} can work here again at once, with the same role. What was handed over stays where it went.
          {member.removal && ` The removal planned for ${dayYear(member.removal.at)} is called off.`}
        </p>
        <Outcome title={`The access of ${member.name} was not switched on`} error={access.error} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep it off
          </Button>
          <Button
            size="lg"
            variant="filled"
            loading={access.isPending}
            onClick={() => access.mutate({ agent_access: true })}
          >
            Switch on {name}’s access
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Outcome({ title, error }: { title: string; error: Error | null }) {
  if (!error) return null;
  const problem = asProblem(error);
  return problem.isRefusal ? <Refusal title={title} problem={problem} /> : <FormError problem={problem} />;
}
