import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Me } from '@/api/model';
import { asProblem } from '@/api/problem';
import { currentWorkspace, setCurrentWorkspace } from '@/api/workspace';

async function readMe(): Promise<Me> {
  try {
    const me = await (ok(api.GET('/api/v1/auth/me')) as Promise<Me>);
    // Where the access is off, the tab stays where it is, so that it hears when the access is back.
    setCurrentWorkspace(me.business?.id ?? me.disabled?.workspace.id ?? null);
    return me;
  } catch (error) {
    // This tab remembers a workspace that the account has left: ask again without naming one.
    if (asProblem(error).status !== 404 || !currentWorkspace()) throw error;
    setCurrentWorkspace(null);
    return readMe();
  }
}

/** Who is signed in, in which workspace, and what their role may do there. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: readMe, meta: { quiet: true } });

export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}
