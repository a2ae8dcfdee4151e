import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Role } from '@/api/model';
import { asProblem } from '@/api/problem';
import { membersQuery, useMembers } from '@/features/team/data';
import { readAgain } from '@/lib/stale';
import { Modal } from '@/ui/dialog';
import { Radio } from '@/ui/fields';
import { Info, Warning } from '@/ui/notes';
import { FormOutcome } from '@/ui/outcome';
import { rolesQuery } from './data';
import css from './roles.module.css';
import { follows, holders } from './words';

interface FollowsProps {
  role: Role;
  replacement: Role;
}

/** What widens for whom by this replacement, and what ends. */
function FollowsNote({ role, replacement }: FollowsProps) {
  const { data: members = [] } = useMembers();
  const people = members.filter((each) => each.role === role.id).map((each) => each.name);
  const { warns, title, gains, lines } = follows(role, replacement, people);
  const Note = warns ? Warning : Info;
  return (
    <Note>
      <p>{title}</p>
      {gains.length > 0 && (
        <ul className={css.gains}>
          {gains.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Note>
  );
}

interface RemoveProps {
  role: Role;
  onClose: () => void;
}

/** Removes a role; whoever has it gets another one in the same step. */
export function RemoveRoleDialog({ role: asListed, onClose }: RemoveProps) {
  const client = useQueryClient();
  // Keys and invitations are made without a word to this list, so it is read again.
  const { data: roles = [] } = useQuery({ ...rolesQuery, refetchOnMount: 'always' });
  const role = roles.find((each) => each.id === asListed.id) ?? asListed;
  const [replacement, setReplacement] = useState<string | null>(null);
  const others = roles.filter((each) => each.id !== role.id && !each.owner);
  const remove = useMutation({
    mutationFn: () =>
      ok(
        api.DELETE('/api/v1/workspace/roles/{role_id}', {
          params: { path: { role_id: role.id }, query: replacement ? { replacement } : {} },
        }),
      ),
    onSuccess: async () => {
      await readAgain(client, [rolesQuery, membersQuery]);
      onClose();
    },
  });
  const problem = remove.error ? asProblem(remove.error) : null;
  const held = holders(role);
  // Somebody may have got it since the list was read: the refusal says so.
  const needed = held !== undefined || problem?.code === 'replacement_needed';
  const chosen = others.find((each) => each.id === replacement);
  return (
    <Modal opened onClose={onClose} title={`Remove ${role.name}`} size={520}>
      <div className="stack">
        <p className="t14 ink2">
          {held ? `${held} Say which one takes its place.` : 'Nobody has this role.'}
        </p>
        {needed && (
          <Radio.Group label="In its place" value={replacement} onChange={setReplacement}>
            <div className={css.picks}>
              {others.map((each) => (
                <Radio key={each.id} value={each.id} label={each.name} description={each.description} />
              ))}
            </div>
          </Radio.Group>
        )}
        {needed && chosen && <FollowsNote role={role} replacement={chosen} />}
        <FormOutcome title="The role was not removed" problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {role.name}
          </Button>
          <Button
            size="lg"
            variant="danger"
            loading={remove.isPending}
            disabled={needed && !replacement}
            onClick={() => remove.mutate()}
          >
            Remove {role.name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
