import { asProblem, Problem, problemOf } from './problem';
import { currentWorkspace } from './workspace';

export interface Sending<T> {
  answer: Promise<T>;
  /** Gives up; the answer fails with the code `given_up`. */
  cancel: () => void;
}

/**
 * Sends bytes as they are and tells how far it is, from 0 to 1. `fetch` cannot tell that, and the typed client makes
 * JSON of every body. Refused and lost requests fail with a `Problem`, as everywhere.
 */
export function send<T>(
  method: 'POST' | 'PUT',
  path: string,
  bytes: Blob,
  onProgress?: (share: number) => void,
): Sending<T> {
  const request = new XMLHttpRequest();
  const answer = new Promise<T>((resolve, reject) => {
    request.open(method, path);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', bytes.type || 'application/octet-stream');
    const workspace = currentWorkspace();
    if (workspace) request.setRequestHeader('X-Deskbell-Workspace', workspace);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response as T);
      const wait = request.getResponseHeader('Retry-After');
      const headers = wait ? { 'Retry-After': wait } : undefined;
      const status = { status: request.status, statusText: request.statusText, ...(headers && { headers }) };
      return reject(problemOf(request.response, new Response(null, status)));
    };
    request.onerror = () => reject(asProblem(new TypeError('unreachable')));
    request.onabort = () => reject(new Problem({ detail: 'Given up.', code: 'given_up' }, 0));
    request.send(bytes);
  });
  return { answer, cancel: () => request.abort() };
}
