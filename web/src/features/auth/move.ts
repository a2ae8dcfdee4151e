import { api, ok } from '@/api/client';
import { setCurrentWorkspace } from '@/api/workspace';

/** Moves this tab (and the session's next sign-in) to another workspace. A fresh load leaves nothing of the old one. */
export async function moveToWorkspace(id: string): Promise<void> {
  await ok(api.POST('/api/v1/auth/workspace', { body: { workspace_id: id } }));
  setCurrentWorkspace(id);
  window.location.assign('/');
}
