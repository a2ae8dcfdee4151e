import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Role } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useRulebook } from '@/features/rulebook/data';
import { PERMISSIONS } from '@/features/rulebook/words';
import { readAgain } from '@/lib/stale';
import { Modal } from '@/ui/dialog';
import { Switch, TextInput } from '@/ui/fields';
import { FormFoot } from '@/ui/form_foot';
import { rolesQuery } from './data';
import css from './roles.module.css';
import { holders } from './words';

function useSave(role: Role | null, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { name: string; permissions: string[] }) => {
      if (!role) return ok(api.POST('/api/v1/workspace/roles', { body }));
      const params = { path: { role_id: role.id } };
      return ok(api.PATCH('/api/v1/workspace/roles/{role_id}', { params, body }));
    },
    onSuccess: async () => {
      await readAgain(client, [rolesQuery]);
      done();
    },
  });
}

interface PicksProps {
  pickable: string[];
  picked: string[];
  onPick: (picked: string[]) => void;
}

function Picks({ pickable, picked, onPick }: PicksProps) {
  const toggle = (name: string, on: boolean) =>
    onPick(on ? [...picked, name] : picked.filter((each) => each !== name));
  return (
    <div className={css.picks} role="group" aria-label="What it may do">
      {PERMISSIONS.map((group) => {
        const offered = group.permissions.filter(([name]) => pickable.includes(name));
        if (offered.length === 0) return null;
        return (
          <div key={group.title}>
            <p className={css.part}>{group.title}</p>
            {offered.map(([name, words]) => (
              <Switch
                key={name}
                label={words}
                checked={picked.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** Makes a role of the workspace's own, or changes what one may do. */
export function RoleDialog({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const pickable = useRulebook()?.pickable ?? [];
  const [name, setName] = useState(role?.name ?? '');
  const [picked, setPicked] = useState<string[]>(
    () => role?.permissions.filter((each) => pickable.includes(each)) ?? [],
  );
  const save = useSave(role, onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const held = role && holders(role);
  return (
    <Modal opened onClose={onClose} title={role ? `Change ${role.name}` : 'Add a role'} size={520}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim(), permissions: picked });
        }}
      >
        <p className="t13 ink2">
          Billing, ownership, deleting the workspace, advisors and the roles themselves stay where the
          rulebook has them.
        </p>
        <TextInput
          label="Name"
          required
          maxLength={40}
          data-autofocus
          value={name}
          error={problem?.field('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Picks pickable={pickable} picked={picked} onPick={setPicked} />
        {held && <p className="t13 ink2">{held} What you change counts at once.</p>}
        <FormFoot
          failed="The role was not saved"
          problem={problem}
          onBack={onClose}
          pending={save.isPending}
          ready={name.trim() !== ''}
        >
          {role ? 'Save' : 'Add the role'}
        </FormFoot>
      </form>
    </Modal>
  );
}
