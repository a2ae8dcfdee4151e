import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { Modal } from '@/ui/dialog';
import { notify } from '@/ui/notices';
import { FormFoot } from '@/ui/form_foot';
import { OwnPassword } from '@/ui/own_password';
import { TypedName } from '@/ui/typed_name';
import { useWorkspaceAct } from './data';

/** The nominated says that they mean it, and that it is they. */
export function AcceptDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useWorkspaceAct(
    () =>
      ok(api.POST('/api/v1/workspace/transfer/accept', { body: { name, password } })) as Promise<Workspace>,
    () => {
      notify({ title: `You own ${workspace.name} now` });
      onClose();
    },
  );
  const problem = accept.error ? asProblem(accept.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Own ${workspace.name}`} size={520}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate(undefined);
        }}
      >
        <p className="t14 ink2">
          You get full control and the bill, at once. Whoever owned it until now becomes an admin.
        </p>
        <TypedName
          label="Name of the workspace"
          name={workspace.name}
          typed={name}
          onType={setName}
          problem={problem}
        />
        <OwnPassword value={password} onType={setPassword} problem={problem} />
        <FormFoot
          failed="Nothing changed"
          problem={problem}
          back="Not now"
          onBack={onClose}
          pending={accept.isPending}
          ready={name.trim() !== '' && password !== ''}
        >
          Own {workspace.name}
        </FormFoot>
      </form>
    </Modal>
  );
}
