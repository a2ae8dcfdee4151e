import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, problemOf } from './problem';
import type { paths } from './schema';
import { currentWorkspace } from './workspace';

const names: Middleware = {
  onRequest({ request }) {
    const workspace = currentWorkspace();
    if (workspace && !request.headers.has('X-Deskbell-Workspace')) {
      request.headers.set('X-Deskbell-Workspace', workspace);
    }
    return request;
  },
};

/** The typed client of the public interface. Every request names the workspace of this tab. */
export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(names);

type Result<T> = { data?: T; error?: unknown; response: Response };

/** The body of a successful answer; throws a `Problem` for every other outcome. */
export async function ok<T>(pending: Promise<Result<T>>): Promise<T> {
  return (await okWith(pending)).data;
}

/** As `ok`, with the answer's headers (the cursor of the next page stands there). */
export async function okWith<T>(pending: Promise<Result<T>>): Promise<{ data: T; headers: Headers }> {
  let result: Result<T>;
  try {
    result = await pending;
  } catch (error) {
    throw asProblem(error);
  }
  if (!result.response.ok) throw problemOf(result.error, result.response);
  return { data: result.data as T, headers: result.response.headers };
}
