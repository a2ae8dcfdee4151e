import { asProblem, problemOf } from './problem';
import { currentWorkspace } from './workspace';

/** Fetches bytes of this tab's workspace: no address of a file works by itself. Fails with a `Problem`. */
export async function fetchBytes(path: string): Promise<Blob> {
  const workspace = currentWorkspace();
  const headers = new Headers(workspace ? { 'X-Deskbell-Workspace': workspace } : undefined);
  const response = await fetch(path, { credentials: 'same-origin', headers }).catch((error: unknown) => {
    throw asProblem(error);
  });
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response);
  return response.blob();
}

/** Fetches a file and hands it to the browser, which keeps it under `name`. */
export async function download(path: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await fetchBytes(path));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
