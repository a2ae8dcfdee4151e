const KEY = 'deskbell.workspace';

/**
 * The workspace of this tab. It is kept per tab, so that two tabs of one browser can stand in two workspaces and
 * never write into each other's.
 */
export function currentWorkspace(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function setCurrentWorkspace(id: string | null): void {
  try {
    if (id) sessionStorage.setItem(KEY, id);
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing falls back to the workspace that the session was last moved to.
  }
}
