import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { filterOf, type ListKey } from '@/features/inbox/views';
import { FormError } from '@/ui/notes';
import { viewsQuery } from './data';

/** Keeps what the list is narrowed to under a name, for me alone. */
export function KeepViewDialog({ listKey, onClose }: { listKey: ListKey; onClose: () => void }) {
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/views', {
          body: { name: name.trim(), filter: filterOf(listKey, me?.user.id ?? '') },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries(viewsQuery);
      onClose();
    },
  });
  const problem = keep.error ? asProblem(keep.error) : null;
  return (
    <Modal opened onClose={onClose} title="Keep as a view" size={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <TextInput
          label="Name"
          description="It stands beside the other lists, for you alone."
          required
          maxLength={40}
          data-autofocus
          value={name}
          error={problem?.field('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormError problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={keep.isPending} disabled={!name.trim()}>
            Keep the view
          </Button>
        </div>
      </form>
    </Modal>
  );
}
