import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { PlatformVisit, WorkspaceOutside } from '@/api/model';
import { asProblem } from '@/api/problem';
import { Modal } from '@/ui/dialog';
import { TextInput } from '@/ui/fields';
import { notify } from '@/ui/notices';
import { Warning } from '@/ui/notes';
import { FormFoot } from '@/ui/form_foot';
import { OwnPassword } from '@/ui/own_password';
import { goInto, useVisitAct } from './data';

/** The shortest reason that says something, in characters; the server has the same. */
const LEAST = 3;

function useOpen(workspace: WorkspaceOutside, onClose: () => void) {
  return useVisitAct(
    (ask: { reason: string; password: string }) =>
      ok(
        api.POST('/api/v1/platform/visits', { body: { workspace_id: workspace.id, ...ask } }),
      ) as Promise<PlatformVisit>,
    (visit) => {
      if (visit.state === 'running') return goInto(visit);
      notify({
        title: `${workspace.owner_name} was asked`,
        text: 'You can enter once they have approved it.',
      });
      return onClose();
    },
  );
}

/** Asks for a visit: with a reason that the visited read, and the password again. */
export function OpenVisitDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceOutside;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const open = useOpen(workspace, onClose);
  const problem = open.error ? asProblem(open.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Visit ${workspace.name}`} size={520}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate({ reason: reason.trim(), password });
        }}
      >
        <Warning>
          {workspace.asks_first
            ? `${workspace.owner_name} wants to be asked first, and gets a mail now. `
            : `${workspace.owner_name} gets a mail at once. `}
          The owner and admins see your name, address and reason for as long as you are there. Every page that
          you read and every change that you make is in their audit log.
        </Warning>
        <TextInput
          label="Reason"
          description="What you come for, as in: The widget does not load. The people of the workspace read it."
          required
          maxLength={500}
          data-autofocus
          value={reason}
          error={problem?.field('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <OwnPassword value={password} onType={setPassword} problem={problem} />
        <FormFoot
          failed="The visit did not begin"
          problem={problem}
          onBack={onClose}
          pending={open.isPending}
          ready={reason.trim().length >= LEAST && password !== ''}
        >
          {workspace.asks_first ? 'Ask the owner' : 'Begin the visit'}
        </FormFoot>
      </form>
    </Modal>
  );
}
