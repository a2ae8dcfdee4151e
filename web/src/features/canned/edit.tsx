import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Textarea, TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { CannedReply } from '@/api/model';
import { asProblem } from '@/api/problem';
import { readAgain } from '@/lib/stale';
import { FormFoot } from '@/ui/form_foot';
import { FormOutcome } from '@/ui/outcome';
import { cannedQuery } from './data';

const path = (reply: CannedReply) => ({ params: { path: { canned_reply_id: reply.id } } });

interface DialogProps {
  reply: CannedReply | null;
  onClose: () => void;
}

function useSave(reply: CannedReply | null, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (form: { shortcut: string; title: string; content: string }) => {
      const body = { ...form, title: form.title.trim(), content: form.content.trim() };
      if (reply) await ok(api.PATCH('/api/v1/canned-replies/{canned_reply_id}', { ...path(reply), body }));
      else await ok(api.POST('/api/v1/canned-replies', { body }));
    },
    onSuccess: async () => {
      await readAgain(client, [cannedQuery]);
      done();
    },
  });
}

/** Writes a canned reply, or changes one; what was sent with it stays as it was sent. */
export function CannedDialog({ reply, onClose }: DialogProps) {
  const [form, setForm] = useState({
    shortcut: reply?.shortcut ?? '',
    title: reply?.title ?? '',
    content: reply?.content ?? '',
  });
  const save = useSave(reply, onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const set = (name: keyof typeof form, value: string) => {
    setForm((before) => ({ ...before, [name]: value }));
    save.reset();
  };
  return (
    <Modal opened onClose={onClose} title={reply ? `Change /${reply.shortcut}` : 'New canned reply'}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(form);
        }}
      >
        <TextInput
          label="Short word"
          description="What is typed after a /. Letters a to z, digits, - and _."
          required
          maxLength={40}
          data-autofocus
          value={form.shortcut}
          error={problem?.field('shortcut')}
          onChange={(event) => set('shortcut', event.currentTarget.value.toLowerCase().replace(/^\//, ''))}
        />
        <TextInput
          label="What it is for"
          required
          maxLength={200}
          value={form.title}
          error={problem?.field('title')}
          onChange={(event) => set('title', event.currentTarget.value)}
        />
        <Textarea
          label="Text"
          required
          rows={6}
          maxLength={20_000}
          value={form.content}
          error={problem?.field('content')}
          onChange={(event) => set('content', event.currentTarget.value)}
        />
        <FormFoot
          failed="The canned reply was not saved"
          problem={problem}
          onBack={onClose}
          pending={save.isPending}
          ready={[form.shortcut, form.title.trim(), form.content.trim()].every(Boolean)}
        >
          Save
        </FormFoot>
      </form>
    </Modal>
  );
}

/** Takes a canned reply away. */
export function RemoveCannedDialog({ reply, onClose }: { reply: CannedReply; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ok(api.DELETE('/api/v1/canned-replies/{canned_reply_id}', path(reply))),
    onSuccess: async () => {
      await readAgain(client, [cannedQuery]);
      onClose();
    },
  });
  const problem = remove.error ? asProblem(remove.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Remove /${reply.shortcut}`} size={440}>
      <div className="stack">
        <p className="t14 ink2">“{reply.title}” can’t be put into answers any more. What was sent stays.</p>
        <FormOutcome title="It was not removed" problem={problem} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep it
          </Button>
          <Button size="lg" variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove /{reply.shortcut}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
