import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Workspace } from '@/api/model';

/** The settings of this workspace, with what waits for its owner. */
export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => ok(api.GET('/api/v1/workspace')) as Promise<Workspace>,
});
