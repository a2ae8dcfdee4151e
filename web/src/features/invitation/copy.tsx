import { Button } from '@mantine/core';
import { asProblem } from '@/api/problem';
import type { Invitation } from '@/api/model';
import { Copy } from '@/ui/copy';
import { Modal } from '@/ui/dialog';
import { TextInput } from '@/ui/fields';
import { FormError, Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { useCopyLink } from './data';

/** A link to pass on, shown once; one that was copied before works no more. */
export function CopyDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const link = useCopyLink();
  const problem = link.error ? asProblem(link.error) : null;
  return (
    <Modal opened onClose={onClose} title={`A link for ${invitation.email}`}>
      <div className="stack">
        <Info>
          It lets in an account with this address, and nobody else. It does not show that they read its mail,
          so the address stays unconfirmed. A link that was copied before works no more.
        </Info>
        {problem?.isRefusal && <Refusal title="No link was made" problem={problem} />}
        {problem && !problem.isRefusal && <FormError problem={problem} />}
        {link.data && (
          <TextInput label="Link" readOnly value={link.data.url} onFocus={(e) => e.currentTarget.select()} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Close
          </Button>
          {link.data ? (
            <Copy text={link.data.url} label="Copy link" />
          ) : (
            <Button
              size="lg"
              variant="filled"
              data-autofocus
              loading={link.isPending}
              onClick={() => link.mutate(invitation.id)}
            >
              Make the link
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
