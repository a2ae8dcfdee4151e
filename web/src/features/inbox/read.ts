import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ok } from '@/api/client';
import { patchInLists, patchThread, type Thread } from './data';

/** Tells the customer that their newest message was seen, as soon as it really is: on screen, in a visible tab. */
export function useRead(thread: Thread | undefined): void {
  const client = useQueryClient();
  const id = thread?.id;
  const newest = thread?.messages.findLast((message) => message.sender_type === 'customer');
  const newestId = thread?.unread ? newest?.id : undefined;
  useEffect(() => {
    if (!id || !newestId) return undefined;
    const read = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', read);
      ok(
        api.POST('/api/v1/conversations/{conversation_id}/read', {
          params: { path: { conversation_id: id } },
        }),
      )
        .then(() => {
          patchInLists(client, id, (conversation) => ({ ...conversation, unread: false }));
          patchThread(client, id, (now) => ({ ...now, unread: false }));
        })
        // Not being able to say "seen" disturbs nobody; the next message tries again.
        .catch(() => undefined);
    };
    document.addEventListener('visibilitychange', read);
    read();
    return () => document.removeEventListener('visibilitychange', read);
  }, [client, id, newestId]);
}
