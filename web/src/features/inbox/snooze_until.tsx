import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { TextInput } from '@/ui/fields';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { serverNow } from '@/lib/server_time';
import { customerName } from '@/lib/words';
import { FormError } from '@/ui/notes';
import type { Thread } from './data';
import { useSnooze } from './snooze';

const two = (n: number) => String(n).padStart(2, '0');

/** As a field for day and time holds it, in the reader's own time. */
function local(when: Date): string {
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `${day}T${two(when.getHours())}:${two(when.getMinutes())}`;
}

function tomorrow(): string {
  const day = new Date(serverNow());
  day.setDate(day.getDate() + 1);
  day.setHours(9, 0, 0, 0);
  return local(day);
}

/** Puts a conversation aside until a day and time of one's own. */
export function SnoozeDialog({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const [at, setAt] = useState(tomorrow);
  const snooze = useSnooze(thread);
  const problem = snooze.error ? asProblem(snooze.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Put ${customerName(thread.customer)} aside`} size={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          snooze.mutate(new Date(at), { onSuccess: onClose });
        }}
      >
        <TextInput
          label="Until"
          description="It comes back then, or when the customer writes."
          type="datetime-local"
          required
          data-autofocus
          min={local(new Date(serverNow()))}
          value={at}
          error={problem?.field('until')}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <FormError problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={snooze.isPending} disabled={!at}>
            Put aside
          </Button>
        </div>
      </form>
    </Modal>
  );
}
