import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { exact } from '@/lib/time';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { AcceptDialog } from './accept';
import { useWorkspaceAct } from './data';
import { NominateDialog } from './nominate';

/** Who owns the workspace next: the owner nominates, the nominated accepts or declines. */
export function OwnershipSection({ workspace }: { workspace: Workspace }) {
  const me = useMe();
  // By name: whoever accepts becomes the one who may hand over, and is not asked that in the same moment.
  const [doing, setDoing] = useState<'hand over' | 'accept' | null>(null);
  const close = () => setDoing(null);
  const { transfer } = workspace;
  const owns = may(me, 'ownership.transfer');
  const nominated = transfer?.member_id === me?.member_id;
  if (!owns && !nominated) return null;
  const sub = !transfer
    ? 'Somebody on the team becomes the owner, once they accept. You are an admin then.'
    : nominated
      ? `You are nominated until ${exact(transfer.expires_at)}. Nothing changes until you accept.`
      : `${transfer.name} is nominated, and has until ${exact(transfer.expires_at)} to accept.`;
  return (
    <Section
      id="ownership"
      title="Ownership"
      sub={sub}
      acts={
        <>
          {transfer && <Withdraw label={nominated ? 'Decline' : 'Withdraw'} />}
          {owns && !transfer && <Button onClick={() => setDoing('hand over')}>Hand over…</Button>}
          {transfer && nominated && (
            <Button variant="filled" onClick={() => setDoing('accept')}>
              Accept…
            </Button>
          )}
        </>
      }
    >
      {doing === 'hand over' && owns && !transfer && <NominateDialog onClose={close} />}
      {doing === 'accept' && transfer && nominated && <AcceptDialog workspace={workspace} onClose={close} />}
    </Section>
  );
}

function Withdraw({ label }: { label: string }) {
  const withdraw = useWorkspaceAct(() => ok(api.DELETE('/api/v1/workspace/transfer')) as Promise<Workspace>);
  return (
    <>
      <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>
        {label}
      </Button>
      <FormOutcome
        title="The nomination did not end"
        problem={withdraw.error ? asProblem(withdraw.error) : null}
      />
    </>
  );
}
