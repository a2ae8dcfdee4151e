import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { ApiKey, Role } from '@/api/model';
import { readAgain } from '@/lib/stale';

/** The keys of this workspace, the latest first. */
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => ok(api.GET('/api/v1/workspace/keys')) as Promise<ApiKey[]>,
});

export interface MakeKey {
  name: string;
  role: string;
}

/** The answer holds the secret: it is forgotten as soon as the dialog closes. */
export function useMakeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeKey) => ok(api.POST('/api/v1/workspace/keys', { body })) as Promise<ApiKey>,
    onSuccess: () => readAgain(client, [keysQuery]),
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key_id: string) =>
      ok(api.DELETE('/api/v1/workspace/keys/{key_id}', { params: { path: { key_id } } })),
    // Also where it failed: somebody may have revoked it just before.
    onSettled: () => readAgain(client, [keysQuery]),
  });
}

/** The roles that a key of somebody with these permissions can have: none that may more than they do. */
export function rolesWithin(roles: Role[], permissions: readonly string[]): Role[] {
  return roles.filter((role) => role.permissions.every((each) => permissions.includes(each)));
}
