import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type FormerPerson = Schemas['FormerPerson'] & { email: string | null };
export type ErasurePreview = Schemas['ErasurePreview'];

/** Whose data it is: a customer's, or that of somebody who was a member. */
export interface Whose {
  kind: 'customer' | 'member';
  id: string;
}

/** Who was here and is no more, as far as anything of theirs is held. */
export const formerPeopleQuery = queryOptions({
  queryKey: ['former-people'],
  queryFn: () => ok(api.GET('/api/v1/team/former')) as Promise<FormerPerson[]>,
});

export const previewQuery = ({ kind, id }: Whose) =>
  queryOptions({
    queryKey: ['erasure', kind, id],
    queryFn: () =>
      ok(
        kind === 'customer'
          ? api.GET('/api/v1/customers/{customer_id}/erasure', { params: { path: { customer_id: id } } })
          : api.GET('/api/v1/team/people/{user_id}/erasure', { params: { path: { user_id: id } } }),
      ) as Promise<ErasurePreview>,
    // What is counted has to be as it is now.
    staleTime: 0,
    gcTime: 0,
  });

/** Where the export is fetched. */
export function exportPath({ kind, id }: Whose): string {
  return `/api/v1/${kind === 'customer' ? 'customers' : 'team/people'}/${id}/personal-data`;
}

/** Erases them for good. */
export function erase({ kind, id }: Whose, name: string): Promise<unknown> {
  return ok(
    kind === 'customer'
      ? api.DELETE('/api/v1/customers/{customer_id}/personal-data', {
          params: { path: { customer_id: id } },
          body: { name },
        })
      : api.DELETE('/api/v1/team/people/{user_id}/personal-data', {
          params: { path: { user_id: id } },
          body: { name },
        }),
  );
}

/** "Widget sessions": the name of a part as a person would write it. */
export function partWords(part: string): string {
  const words = part.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
