import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Role } from '@/api/model';
import { asProblem } from '@/api/problem';
import { membersQuery } from '@/features/team/data';
import { readAgain } from '@/lib/stale';
import { count } from '@/lib/words';
import { Modal } from '@/ui/dialog';
import { Radio } from '@/ui/fields';
import { FormOutcome } from '@/ui/outcome';
import { rolesQuery } from './data';
import css from './roles.module.css';

interface RemoveProps {
  role: Role;
  roles: Role[];
  onClose: () => void;
}

/** Removes a role; whoever has it gets another one in the same step. */
export function RemoveRoleDialog({ role, roles, onClose }: RemoveProps) {
  const client = useQueryClient();
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
  // Invitations, links and keys may have it where no person has: the refusal says so.
  const needed = role.members > 0 || problem?.code === 'replacement_needed';
  return (
    <Modal opened onClose={onClose} title={`Remove ${role.name}`} size={520}>
      <div className="stack">
        <p className="t14 ink2">
          {role.members > 0
            ? `${count(role.members, 'person has', 'people have')} this role. Say which one they get.`
            : 'Nobody has this role.'}{' '}
          {needed &&
            'Invitations and API keys with it get the same. So do links, or they end where it is too much for one.'}
        </p>
        {needed && (
          <Radio.Group label="They get" value={replacement} onChange={setReplacement}>
            <div className={css.picks}>
              {others.map((each) => (
                <Radio key={each.id} value={each.id} label={each.name} description={each.description} />
              ))}
            </div>
          </Radio.Group>
        )}
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
