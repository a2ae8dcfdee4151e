import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { SavedView } from '@/api/model';
import { asProblem } from '@/api/problem';
import { notify } from '@/ui/notices';

/** Filters of the inbox that I keep for myself. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: () => ok(api.GET('/api/v1/views')) as Promise<SavedView[]>,
});

export const useViews = () => useQuery(viewsQuery);

/** Takes one away; nothing that it showed changes. */
export function useRemoveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(api.DELETE('/api/v1/views/{view_id}', { params: { path: { view_id: id } } })),
    onSuccess: () => client.invalidateQueries(viewsQuery),
    onError: (error) => notify({ title: 'The view is still there', text: asProblem(error).message }),
  });
}
