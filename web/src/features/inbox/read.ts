import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ok } from '@/api/client';
import { patchInLists, patchThread, type Thread } from './data';

/** Tells the customer that their newest message was seen, as soon as it really is: on screen, in a visible tab. */
export function useRead(thread: Thread | undefined): void {
  const client = useQueryClient();
  const id = thread?.id;
  const newest = thread?.messages.findLast((message) => message.sender_type === 'customer');
  const newestId = newest && (!newest.read_at || thread?.unread) ? newest.id : undefined;
  useEffect(() => {
    if (!id || !newestId) return undefined;
    const read = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', read);
      ok(api.POST('/api/v1/conversations/{id}/read', { params: { path: { id } } }))
        .then(({ read_at }) => {
          patchInLists(client, id, (conversation) => ({ ...conversation, unread: false }));
          patchThread(client, id, (now) => ({
            ...now,
            unread: false,
            messages: now.messages.map((message) =>
              message.sender_type === 'customer' && message.id <= newestId && !message.read_at
                ? { ...message, read_at }
                : message,
            ),
          }));
        })
        // Not being able to say "seen" disturbs nobody; the next message tries again.
        .catch(() => undefined);
    };
    document.addEventListener('visibilitychange', read);
    read();
    return () => document.removeEventListener('visibilitychange', read);
  }, [client, id, newestId]);
}
