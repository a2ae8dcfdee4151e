import { Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import type { Invitation } from '@/api/model';
import { Modal } from '@/ui/dialog';
import { FormError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { ChooseRole, ChooseTier } from './choose';
import { useChangeInvitation } from './data';

/** What an invitation that waits will give. */
export function ChangeInvitationDialog({
  invitation,
  onClose,
}: {
  invitation: Invitation;
  onClose: () => void;
}) {
  const [role, setRole] = useState(invitation.role);
  const [tier, setTier] = useState(invitation.tier);
  const change = useChangeInvitation();
  const problem = change.error ? asProblem(change.error) : null;
  const same = role === invitation.role && tier === invitation.tier;
  return (
    <Modal opened onClose={onClose} title={`What ${invitation.email} will be`} size="lg">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ id: invitation.id, role, tier }, { onSuccess: onClose });
        }}
      >
        <ChooseRole value={role} onChange={setRole} />
        <ChooseTier value={tier} onChange={setTier} />
        {problem?.isRefusal && <Refusal title="The invitation was not changed" problem={problem} />}
        {problem && !problem.isRefusal && <FormError problem={problem} />}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={change.isPending} disabled={same}>
            Change
          </Button>
        </div>
      </form>
    </Modal>
  );
}
