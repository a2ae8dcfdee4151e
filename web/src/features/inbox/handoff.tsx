import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Textarea } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { customerName } from '@/lib/words';
import { FormError } from '@/ui/notes';
import { refreshConversation, type Thread } from './data';

/** Asks for another person, with a reason; it stays on the list of hand-offs until somebody is given it. */
export function HandoffDialog({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/conversations/{conversation_id}/handoff', {
          params: { path: { conversation_id: thread.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: async () => {
      await refreshConversation(client, thread.id).catch(() => undefined);
      onClose();
    },
  });
  const problem = ask.error ? asProblem(ask.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Hand off ${customerName(thread.customer)}`} size={480}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <p className="t13 ink2">
          The conversation is marked for the whole team until somebody is given it. The customer sees no
          change.
        </p>
        <FormError problem={problem} />
        <Textarea
          label="Why"
          required
          minRows={3}
          rows={3}
          maxLength={500}
          value={reason}
          error={problem?.field('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={ask.isPending} disabled={!reason.trim()}>
            Hand off
          </Button>
        </div>
      </form>
    </Modal>
  );
}
