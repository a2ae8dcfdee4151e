/**
 * Who the visitor is: a token from `POST /widget/{id}/visitors`, made with the first thing they say, so that
 * looking at a page makes no customer. All tabs of the page share it.
 */
import type { Memory } from "../memory.ts";
import { alone, call, Problem } from "./api.ts";

export class Visitor {
  private making: Promise<string> | null = null;

  constructor(
    private readonly api: string,
    private readonly widgetId: string,
    private readonly memory: Memory,
    /** A token stopped counting: what it showed is out of reach. */
    private readonly onForgotten: () => void,
  ) {}

  get token(): string | null {
    return this.memory.record().token;
  }

  /** Does `work` as the visitor; where the token has ended, once more as a new one. */
  async act<T>(work: (token: string) => Promise<T>): Promise<T> {
    const token = await this.ensure();
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      this.forget(token);
      return work(await this.ensure());
    }
  }

  /** Drops a token that the server refused, unless another tab has already replaced it. */
  forget(token: string): void {
    if (this.token === token) this.memory.remember({ token: null, seen: null });
    this.onForgotten();
  }

  private ensure(): Promise<string> {
    const known = this.token;
    if (known) return Promise.resolve(known);
    this.making ??= alone(`${this.memory.recordKey}:visitor`, () => this.make()).finally(() => {
      this.making = null;
    });
    return this.making;
  }

  private async make(): Promise<string> {
    const known = this.token;
    if (known) return known;
    const url = `${this.api}/widget/${encodeURIComponent(this.widgetId)}/visitors`;
    const { visitor_token } = await call<{ visitor_token: string }>(url, { method: "POST", body: {} });
    this.memory.remember({ token: visitor_token });
    return visitor_token;
  }
}
