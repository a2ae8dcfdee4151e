import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { SegmentedControl } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useRulebook } from '@/features/rulebook/data';
import { difference } from '@/features/rulebook/words';
import { firstName } from '@/lib/words';
import { Face } from '@/ui/face';
import { notify } from '@/ui/notices';
import { Refusal } from '@/ui/refusal';
import { membersQuery } from './data';
import css from './team.module.css';

function useChangeRole(member: Member, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (role: string) =>
      ok(
        api.PATCH('/api/v1/team/members/{member_id}', {
          params: { path: { member_id: member.id } },
          body: { role },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
        members?.map((each) => (each.id === changed.id ? { ...each, role: changed.role } : each)),
      );
      notify({ title: `${member.name} has another role`, text: 'It counts from their next click.' });
      done();
    },
  });
}

function Effect({ before, after }: { before: string; after: string }) {
  const rulebook = useRulebook();
  const of = (name: string) => rulebook?.roles.find((role) => role.name === name)?.permissions ?? [];
  const { gains, loses } = difference(of(before), of(after));
  return (
    <ul className={css.facts}>
      {gains.map((words) => (
        <li key={words}>
          <IconPlus size={16} stroke={1.75} aria-label="May now" />
          {words}
        </li>
      ))}
      {loses.map((words) => (
        <li key={words}>
          <IconMinus size={16} stroke={1.75} aria-label="May no longer" />
          {words}
        </li>
      ))}
      {gains.length + loses.length === 0 && <li>Nothing changes.</li>}
    </ul>
  );
}

/** The owner gives somebody another role; what they gain and lose is said first. */
export function ChangeRoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const roles = (useRulebook()?.roles ?? []).filter((role) => role.invitable);
  const [role, setRole] = useState(
    () => roles.find((each) => each.name !== member.role)?.name ?? member.role,
  );
  const change = useChangeRole(member, onClose);
  const label = (name: string) => roles.find((each) => each.name === name)?.label ?? name;
  const name = firstName(member.name);
  return (
    <Modal opened onClose={onClose} title={`Change the role of ${member.name}`} size={520}>
      <div className="stack">
        <SegmentedControl
          aria-label="Role"
          value={role}
          onChange={setRole}
          data={roles.map((each) => ({ value: each.name, label: each.label }))}
        />
        <p className={css.arrowLine}>
          <Face id={member.user_id} name={member.name} size={24} />
          <span className="w5">{name}</span>
          <span className="ink3">{label(member.role)}</span>
          <IconArrowRight size={14} stroke={2} aria-label="becomes" />
          <span className="w5">{label(role)}</span>
        </p>
        <Effect before={member.role} after={role} />
        {change.error && (
          <Refusal title={`The role of ${member.name} was not changed`} problem={asProblem(change.error)} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {label(member.role)}
          </Button>
          <Button
            size="lg"
            variant="filled"
            disabled={role === member.role}
            loading={change.isPending}
            onClick={() => change.mutate(role)}
          >
            Make {name} {label(role)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
