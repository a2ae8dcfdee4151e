import { api, ok } from '@/api/client';
import { setCurrentWorkspace } from '@/api/workspace';

/** Ends this session on the server, then forgets everything that this tab has seen. */
export async function logout(): Promise<void> {
  await ok(api.POST('/api/v1/auth/logout')).catch(() => undefined);
  setCurrentWorkspace(null);
  window.location.assign('/login');
}
