/** One request to the server, and what can go wrong with it. */

/** How long an answer is waited for, in milliseconds; a file may take its time. */
const [PATIENCE, FOR_FILES] = [20_000, 600_000];

export interface FieldError {
  field: string;
  message: string;
}

/** A request that was not answered with success. `status` 0: there was no answer at all. */
export class Problem extends Error {
  readonly errors: FieldError[];

  constructor(
    readonly status: number,
    body: { detail?: unknown; errors?: unknown } = {},
    /** Milliseconds that the server asks to wait; 0 where it names none. */
    readonly pause = 0,
  ) {
    super(typeof body.detail === "string" ? body.detail : "");
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldError[]) : [];
  }

  /** The server cannot be reached, or is in trouble itself. */
  get unreachable(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** It may well work later, unchanged: no answer, a server in trouble, or a limit. */
  get passing(): boolean {
    return this.unreachable || [408, 425, 429].includes(this.status);
  }
}

export interface Request {
  method?: "GET" | "POST" | "PATCH";
  /** Sent as JSON, but a file as it is. */
  body?: unknown;
  token?: string;
  /** Idempotency-Key: the same key never does the same thing twice. */
  key?: string;
}

/** Sends one request; the answer's JSON, or a `Problem`. Cookies are never sent. */
export async function call<T>(url: string, request: Request = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (request.token) headers["Authorization"] = `Bearer ${request.token}`;
  if (request.key) headers["Idempotency-Key"] = request.key;
  const { body: sent } = request;
  const file = sent instanceof Blob && sent;
  if (sent) headers["Content-Type"] = file ? "application/octet-stream" : "application/json";
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), file ? FOR_FILES : PATIENCE);
  try {
    const answer = await fetch(url, {
      method: request.method ?? "GET",
      headers,
      body: file || (sent ? JSON.stringify(sent) : null),
      credentials: "omit",
      cache: "no-store",
      signal: ended.signal,
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return body as T;
    throw new Problem(answer.status, body ?? {}, (Number(answer.headers.get("Retry-After")) || 0) * 1_000);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(0);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` in one tab at a time where the browser can (a page without TLS cannot), else at once. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  let started = false;
  const once = (): Promise<T> => {
    started = true;
    return work();
  };
  try {
    return await (navigator.locks ? navigator.locks.request(name, once) : once());
  } catch (error) {
    if (started) throw error;
    return once();
  }
}
