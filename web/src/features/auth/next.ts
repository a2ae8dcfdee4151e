/**
 * Where somebody who has just signed in or up goes on: only a path of this page, for an address elsewhere is no place to
 * send them.
 */
export function goOn(next: string | undefined, otherwise: string): string {
  return next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : otherwise;
}
