import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Role } from '@/api/model';

/** The roles of this workspace: those of its rulebook, then those that it added, each with how many people have it. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => ok(api.GET('/api/v1/workspace/roles')) as Promise<Role[]>,
});
