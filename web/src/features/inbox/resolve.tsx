import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  IconArchive,
  IconArrowBackUp,
  IconCheck,
  IconDots,
  IconHandStop,
  IconHourglass,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { ConversationStatus } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { ahead } from '@/lib/ahead';
import { useKey } from '@/shell/keys';
import { Menu, MenuItem } from '@/ui/menu';
import css from './conversation.module.css';
import { patchThread, refreshConversation, type Thread } from './data';
import { refuse } from './refused';
import { SnoozeItems } from './snooze';

const SnoozeDialog = lazy(
  ahead(() => import('./snooze_until').then((part) => ({ default: part.SnoozeDialog }))),
);
const HandoffDialog = lazy(
  ahead(() => import('./handoff').then((part) => ({ default: part.HandoffDialog }))),
);

async function send(id: string, status: ConversationStatus): Promise<void> {
  const params = { path: { conversation_id: id } };
  if (status === 'resolved') await ok(api.PUT('/api/v1/conversations/{conversation_id}/resolve', { params }));
  else if (status === 'closed')
    await ok(api.PUT('/api/v1/conversations/{conversation_id}/close', { params }));
  else await ok(api.PATCH('/api/v1/conversations/{conversation_id}', { params, body: { status } }));
}

/** Moves a conversation to another status: shown at once, taken back if the server refuses. */
function useStatus(thread: Thread) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (status: ConversationStatus) => send(thread.id, status),
    onMutate: (status) => {
      patchThread(client, thread.id, (now) => ({ ...now, status }));
      return { before: thread.status };
    },
    onError: (error, _status, context) => {
      if (context) patchThread(client, thread.id, (now) => ({ ...now, status: context.before }));
      refuse(thread.id, 'The conversation was not changed', error);
    },
    onSettled: () => refreshConversation(client, thread.id).catch(() => undefined),
  });
}

/** Resolve, or reopen what is resolved or closed. */
export function ResolveButton({ thread }: { thread: Thread }) {
  const me = useMe();
  const status = useStatus(thread);
  const done = thread.status === 'resolved' || thread.status === 'closed';
  const allowed = may(me, 'conversations.handle');
  useKey('e', () => status.mutate('resolved'), allowed && !done);
  if (!allowed) return null;
  return (
    <Button
      leftSection={done ? <IconArrowBackUp size={16} stroke={1.75} /> : <IconCheck size={16} stroke={1.75} />}
      disabled={status.isPending}
      onClick={() => status.mutate(done ? 'open' : 'resolved')}
    >
      {done ? 'Reopen' : 'Resolve'}
    </Button>
  );
}

/** The rarer acts on a conversation. */
export function ConversationActs({ thread }: { thread: Thread }) {
  const me = useMe();
  const status = useStatus(thread);
  const [dialog, setDialog] = useState<'handoff' | 'snooze' | null>(null);
  if (!may(me, 'conversations.handle')) return null;
  const icon = { size: 16, stroke: 1.75 };
  return (
    <>
      <Menu
        label="More for this conversation"
        button={(props) => (
          <ActionIcon aria-label="More for this conversation" className={css.more} {...props}>
            <IconDots {...icon} />
          </ActionIcon>
        )}
      >
        {thread.status === 'open' && (
          <MenuItem icon={<IconHourglass {...icon} />} onClick={() => status.mutate('pending')}>
            Set to pending
          </MenuItem>
        )}
        <SnoozeItems thread={thread} onOther={() => setDialog('snooze')} />
        {thread.status === 'pending' && (
          <MenuItem icon={<IconArrowBackUp {...icon} />} onClick={() => status.mutate('open')}>
            Set back to open
          </MenuItem>
        )}
        {thread.status !== 'closed' && (
          <MenuItem icon={<IconArchive {...icon} />} onClick={() => status.mutate('closed')}>
            Close
          </MenuItem>
        )}
        {!thread.needs_handoff && thread.status !== 'closed' && (
          <MenuItem icon={<IconHandStop {...icon} />} onClick={() => setDialog('handoff')}>
            Hand off…
          </MenuItem>
        )}
        {thread.status === 'closed' && (
          <MenuItem icon={<IconArrowBackUp {...icon} />} onClick={() => status.mutate('open')}>
            Reopen
          </MenuItem>
        )}
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'handoff' && <HandoffDialog thread={thread} onClose={() => setDialog(null)} />}
        {dialog === 'snooze' && <SnoozeDialog thread={thread} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}
