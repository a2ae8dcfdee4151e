import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Me } from '@/api/model';
import { asProblem } from '@/api/problem';
import { setCurrentWorkspace } from '@/api/workspace';
import { nameList } from '@/lib/words';
import { FormError } from '@/ui/notes';
import { OwnPassword } from '@/ui/own_password';
import { Section } from '@/ui/section';

/** The end of the account. Whoever owns a workspace has to end that first. */
export function DeleteSection({ me }: { me: Me }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="Delete my account"
      sub="This cannot be undone. What you wrote stays with the workspaces, under your name."
      acts={
        <Button variant="dangerOutline" onClick={() => setOpen(true)}>
          Delete…
        </Button>
      }
    >
      {open && <DeleteDialog me={me} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function DeleteDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const remove = useMutation({
    meta: { quiet: true },
    mutationFn: () => ok(api.DELETE('/api/v1/auth/me', { body: { password } })),
    onSuccess: () => {
      setCurrentWorkspace(null);
      window.location.assign('/register');
    },
  });
  const problem = remove.error ? asProblem(remove.error) : null;
  const names = me.workspaces.map((workspace) => workspace.name);
  return (
    <Modal opened onClose={onClose} title="Delete my account" size={520}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <p className="t14 ink2">
          Every session of yours ends at once.
          {names.length > 0 && ` You leave ${nameList(names)}; open conversations go to Unassigned.`}
        </p>
        <OwnPassword focused value={password} onType={setPassword} problem={problem} />
        <FormError problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep my account
          </Button>
          <Button size="lg" type="submit" variant="danger" loading={remove.isPending} disabled={!password}>
            Delete my account
          </Button>
        </div>
      </form>
    </Modal>
  );
}
