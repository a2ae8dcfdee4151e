import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useMembersById } from '@/features/team/data';
import { ahead } from '@/lib/ahead';
import { customerName, firstName } from '@/lib/words';
import { announce } from '@/live/state';
import { catchKeys, takeCaught } from '@/shell/caught_keys';
import { useKey } from '@/shell/keys';
import { Face, NoFace } from '@/ui/face';
import { Floating } from '@/ui/floating';
import css from './assign.module.css';
import { countsQuery } from './counts';
import { patchThread, refreshConversation, type Thread } from './data';
import { refuse } from './refused';

const AssignList = lazy(ahead(() => import('./assign_list').then((part) => ({ default: part.AssignList }))));

async function give(conversation: string, to: Member | null): Promise<void> {
  if (to) {
    const path = { conversation_id: conversation, agent_id: to.user_id };
    await ok(api.PUT('/api/v1/conversations/{conversation_id}/assign/{agent_id}', { params: { path } }));
  } else {
    await ok(
      api.DELETE('/api/v1/conversations/{conversation_id}/assignee', {
        params: { path: { conversation_id: conversation } },
      }),
    );
  }
}

function useAssign(thread: Thread) {
  const client = useQueryClient();
  const name = customerName(thread.customer);
  return useMutation({
    mutationFn: (to: Member | null) => give(thread.id, to),
    onMutate: (to) => {
      patchThread(client, thread.id, (now) => ({ ...now, assignee_id: to?.user_id ?? null }));
      return { before: thread.assignee_id };
    },
    onSuccess: (_done, to) =>
      announce(to ? `${name} was given to ${to.name}` : `${name} is back in Unassigned`),
    onError: (error, _to, context) => {
      patchThread(client, thread.id, (now) => ({ ...now, assignee_id: context?.before ?? null }));
      refuse(thread.id, `${name} was not given to anybody else`, error);
    },
    onSettled: () => {
      void client.invalidateQueries(countsQuery);
      return refreshConversation(client, thread.id).catch(() => undefined);
    },
  });
}

/** Who holds the conversation; for those who may, the way to give it to somebody else. */
export function AssignPicker({ thread }: { thread: Thread }) {
  const me = useMe();
  const holder = useMembersById().get(thread.assignee_id ?? '');
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const assign = useAssign(thread);
  const allowed = may(me, 'conversations.assign');
  const show = () => {
    catchKeys(() => setOpen(false));
    setOpen(true);
  };
  // Whatever closes it before its field was there ends the catching too.
  useEffect(() => (open ? () => void takeCaught() : undefined), [open]);
  useKey('a', show, allowed && !open);
  const label = holder ? firstName(holder.name) : thread.assignee_id ? 'Former member' : 'Unassigned';
  const face = holder ? (
    <Face id={holder.user_id} name={holder.name} size={18} picture={holder.avatar_url} />
  ) : (
    <NoFace />
  );
  if (!allowed) {
    return (
      <span className={css.fixed} title={holder ? `${holder.name} holds this` : 'Nobody holds this yet'}>
        {face}
        <span className={css.word}>{label}</span>
      </span>
    );
  }
  return (
    <>
      <Button
        ref={button}
        className={css.target}
        leftSection={face}
        rightSection={<IconChevronDown size={14} stroke={2} />}
        aria-label={
          holder ? `Assigned to ${holder.name}, give to somebody else` : 'Unassigned, give to somebody'
        }
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => (open ? setOpen(false) : show())}
      >
        <span className={css.word}>{label}</span>
      </Button>
      {open && (
        <Floating
          anchor={button}
          onClose={() => setOpen(false)}
          role="dialog"
          label="Give to"
          className={css.picker}
        >
          <Suspense fallback={<div className={css.waiting} />}>
            <AssignList
              thread={thread}
              onChoose={(to) => {
                assign.mutate(to);
                button.current?.focus();
                setOpen(false);
              }}
            />
          </Suspense>
        </Floating>
      )}
    </>
  );
}
