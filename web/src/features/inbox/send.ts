import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '@/api/client';
import type { Attachment, Message } from '@/api/model';
import { asProblem } from '@/api/problem';
import { addMessage, patchThread } from './data';
import { dropUnsent, failUnsent, putUnsent, type Unsent } from './outbox';
import { serverNow } from '@/lib/server_time';

/** Makes a message of what was written; its key makes every retry the same message. */
export function newAnswer(
  conversation: string,
  content: string,
  note: boolean,
  attachments: Attachment[],
): Unsent {
  const at = new Date(serverNow()).toISOString();
  return { key: crypto.randomUUID(), conversation, content, note, attachments, at, state: 'sending' };
}

/** Sends an answer. It shows at once; a failure stays where it was written, with its reason and a retry. */
export function useSend(): (answer: Unsent) => void {
  const client = useQueryClient();
  return useCallback(
    (answer) => {
      putUnsent(answer);
      const id = answer.conversation;
      ok(
        api.POST('/api/v1/conversations/{conversation_id}/messages', {
          params: { path: { conversation_id: id } },
          headers: { 'Idempotency-Key': answer.key },
          body: {
            content: answer.content,
            private: answer.note,
            attachments: answer.attachments.map((file) => file.id),
          },
        }),
      )
        .then((message) => {
          addMessage(client, message as Message);
          if (!answer.note) {
            patchThread(client, id, (thread) => ({
              ...thread,
              first_response_at: thread.first_response_at ?? message.created_at,
            }));
          }
          dropUnsent(answer.key);
        })
        .catch((error: unknown) => {
          const problem = asProblem(error);
          const isUnknown = problem.status === 0 || problem.status >= 500;
          failUnsent(answer, problem.why?.text ?? problem.message, isUnknown);
        });
    },
    [client],
  );
}
