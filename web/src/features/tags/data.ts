import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { CountedTag, Tag } from '@/api/model';
import { patchInLists, patchThread, refreshConversation, type Thread } from '@/features/inbox/data';
import { refuse } from '@/features/inbox/refused';

/** The workspace's tags, by name. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: () => ok(api.GET('/api/v1/tags')) as Promise<CountedTag[]>,
});

export const useTags = () => useQuery(tagsQuery);

/** Says which tags a conversation carries: shown at once, taken back if the server refuses. */
export function useSetTags(thread: Thread) {
  const client = useQueryClient();
  const show = (tags: Tag[]) => {
    patchThread(client, thread.id, (now) => ({ ...now, tags }));
    patchInLists(client, thread.id, (now) => ({ ...now, tags }));
  };
  return useMutation({
    mutationFn: (tags: Tag[]) =>
      ok(
        api.PUT('/api/v1/conversations/{conversation_id}/tags', {
          params: { path: { conversation_id: thread.id } },
          body: { tags: tags.map((tag) => tag.id) },
        }),
      ),
    onMutate: (tags) => {
      show(tags);
      return { before: thread.tags };
    },
    onError: (error, _tags, context) => {
      if (context) show(context.before);
      refuse(thread.id, 'The tags were not changed', error);
    },
    onSettled: () => {
      void client.invalidateQueries(tagsQuery);
      return refreshConversation(client, thread.id).catch(() => undefined);
    },
  });
}
