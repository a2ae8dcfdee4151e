/** Why something was refused: the rule that decided, in words, and who can change it. */
export interface Why {
  rule: string;
  text: string;
  /** People or roles, in words. */
  who: string[];
  /** Where it can be changed: a path of this page. */
  link?: string | null;
}

interface Body {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  why?: Why | null;
  errors?: { field: string; message: string }[] | null;
  plan?: string | null;
  feature?: string | null;
  current?: number | null;
  limit?: number | null;
}

/** An answer that is not a success: RFC 9457 `application/problem+json`, or no answer at all (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly why: Why | null;
  readonly fields: { field: string; message: string }[];
  readonly plan: { plan: string; feature: string; current: number | null; limit: number | null } | null;
  /** Seconds to wait before the next try, where the server says so. */
  readonly retryAfter: number | null;

  constructor(body: Body, status: number, retryAfter: number | null = null) {
    super(body.detail ?? body.title ?? 'The server gave no reason');
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.why = body.why ?? null;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter;
    this.plan =
      body.plan && body.feature
        ? { plan: body.plan, feature: body.feature, current: body.current ?? null, limit: body.limit ?? null }
        : null;
  }

  /** A rule said no; asking again changes nothing. */
  get isRefusal(): boolean {
    return this.why !== null || this.status === 402 || this.status === 403;
  }

  field(name: string): string | undefined {
    return this.fields.find((entry) => entry.field === name)?.message;
  }
}

/** Reads whatever failed (an answer, a lost connection, a defect) as one kind of thing. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const offline = error instanceof TypeError;
  const detail = offline ? 'Deskbell could not be reached. Check your connection.' : String(error);
  return new Problem({ detail, code: offline ? 'unreachable' : 'unknown' }, 0);
}

/** Makes the problem that an unsuccessful answer describes. */
export function problemOf(body: unknown, response: Response): Problem {
  const wait = Number(response.headers.get('Retry-After'));
  const known = typeof body === 'object' && body !== null ? (body as Body) : { detail: response.statusText };
  return new Problem(known, response.status, Number.isFinite(wait) && wait > 0 ? wait : null);
}
