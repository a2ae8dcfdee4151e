import { Button } from '@mantine/core';
import type { ApiKey } from '@/api/model';
import { asProblem } from '@/api/problem';
import { When } from '@/ui/bits';
import { Modal } from '@/ui/dialog';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { useRevokeKey } from './data';

/** Ends a key, for good: what uses it is refused from the answer on. */
export function RevokeKeyDialog({ secret, onClose }: { secret: ApiKey; onClose: () => void }) {
  const revoke = useRevokeKey();
  const done = () => {
    notify({ title: `${secret.name} is revoked`, text: 'Whatever still sends it is refused.' });
    onClose();
  };
  const failed = (error: Error) => {
    if (asProblem(error).code !== 'not_found') return;
    notify({ title: `${secret.name} was revoked already`, text: 'Whatever still sends it is refused.' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Revoke ${secret.name}`} size={480}>
      <div className="stack">
        <p className="t14 ink2">
          {secret.last_used_at ? (
            <>
              It was last used <When at={secret.last_used_at} sentence />.{' '}
            </>
          ) : (
            'It was never used. '
          )}
          What uses it is refused at once, and it cannot be brought back. What was done by it stays.
        </p>
        <FormOutcome
          title="The key was not revoked"
          problem={revoke.error ? asProblem(revoke.error) : null}
        />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep it
          </Button>
          <Button
            size="lg"
            variant="danger"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(secret.id, { onSuccess: done, onError: failed })}
          >
            Revoke the key
          </Button>
        </div>
      </div>
    </Modal>
  );
}
