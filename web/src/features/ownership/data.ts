import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Workspace } from '@/api/model';
import { meQuery, useMe } from '@/features/auth/me';
import { workspaceQuery } from '@/features/general/data';
import { membersQuery } from '@/features/team/data';

/** An act that answers the workspace's settings: nominating, withdrawing, accepting, deleting, restoring. */
export function useWorkspaceAct<Ask>(act: (ask: Ask) => Promise<Workspace>, done?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (workspace) => {
      client.setQueryData(workspaceQuery.queryKey, workspace);
      await Promise.all([client.invalidateQueries(meQuery), client.invalidateQueries(membersQuery)]);
      done?.();
    },
  });
}

/** The settings of this workspace, where there is one. */
export function useWorkspace(): Workspace | undefined {
  const me = useMe();
  return useQuery({ ...workspaceQuery, enabled: Boolean(me?.business) }).data;
}
