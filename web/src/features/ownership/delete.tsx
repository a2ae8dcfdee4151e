import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { exact } from '@/lib/time';
import { Modal } from '@/ui/dialog';
import { DownloadButton } from '@/ui/download';
import { FormFoot } from '@/ui/form_foot';
import { Section } from '@/ui/section';
import { TypedName } from '@/ui/typed_name';
import { useWorkspaceAct } from './data';

/** The end of the workspace, for its owner: a week to change one's mind, then nothing is left of it. */
export function DeleteWorkspaceSection({ workspace }: { workspace: Workspace }) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!may(me, 'workspace.delete')) return null;
  const { deletion } = workspace;
  return (
    <Section
      title="Delete this workspace"
      sub={
        deletion
          ? `It is gone for good on ${exact(deletion.at)}. Until then everything works, and you can restore it.`
          : 'For 7 days it goes on as it is and you can restore it. Then all of it is gone for good.'
      }
      acts={
        <>
          <AuditExport />
          {!deletion && (
            <Button variant="dangerOutline" onClick={() => setOpen(true)}>
              Delete…
            </Button>
          )}
        </>
      }
    >
      {open && !deletion && <DeleteDialog workspace={workspace} onClose={() => setOpen(false)} />}
    </Section>
  );
}

/** The log goes with the workspace: whoever has to keep it takes it out before. */
function AuditExport() {
  return (
    <DownloadButton path="/api/v1/audit/export?format=jsonl" name="audit.jsonl">
      Keep the audit log
    </DownloadButton>
  );
}

function DeleteDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const [name, setName] = useState('');
  const remove = useWorkspaceAct(
    () => ok(api.DELETE('/api/v1/workspace', { body: { name } })) as Promise<Workspace>,
    onClose,
  );
  const problem = remove.error ? asProblem(remove.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Delete ${workspace.name}`} size={520}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate(undefined);
        }}
      >
        <p className="t14 ink2">
          After 7 days its team, conversations, customers, files, settings and audit log are gone for good.
          Nobody can bring them back. Keep the audit log first, if you have to show it one day.
        </p>
        <p>
          <AuditExport />
        </p>
        <TypedName
          label="Name of the workspace"
          name={workspace.name}
          typed={name}
          onType={setName}
          problem={problem}
        />
        <FormFoot
          failed="The workspace was not deleted"
          problem={problem}
          back="Keep it"
          onBack={onClose}
          pending={remove.isPending}
          ready={name.trim() !== ''}
          danger
        >
          Delete {workspace.name}
        </FormFoot>
      </form>
    </Modal>
  );
}
