/**
 * Who the visitor is: a token from `POST /widget/{id}/visitors`, made with the first thing they say, so that
 * looking at a page makes no customer. All tabs of the page share it. A page that knows its visitor names them; what
 * was said under another name, or under none, stays with that other visitor.
 */
import type { Named } from "../contract.ts";
import type { Memory } from "../memory.ts";
import { alone, call, Problem } from "./api.ts";

export class Visitor {
  private making: Promise<string> | null = null;

  constructor(
    private readonly api: string,
    private readonly widgetId: string,
    private readonly memory: Memory,
    /** The visitor is somebody new: what the old token showed is out of reach. */
    private readonly onReplaced: () => void,
    private readonly named: Named = window.DeskbellVisitor ?? {},
  ) {
    const record = memory.record();
    if (record.who === this.who) return;
    if (record.token) memory.changeUnsent(() => []);
    memory.remember({ token: null, who: this.who, waiting: false, seen: null });
  }

  private get who(): string | null {
    return this.named.identity?.id ?? null;
  }

  get token(): string | null {
    return this.memory.record().token;
  }

  /** Does `work` as the visitor; where the token has ended, once more as a new one. */
  async act<T>(work: (token: string) => Promise<T>): Promise<T> {
    const token = this.token ?? (await this.replace(null));
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      return work(await this.replace(token));
    }
  }

  /**
   * A new token in place of one that the server refused, unless another tab has already replaced it. Where
   * none is to be had (the channel is switched off, say), the old one stays: it may count again later.
   */
  replace(ended: string | null): Promise<string> {
    this.making ??= alone(`${this.memory.recordKey}:visitor`, () => this.make(ended)).finally(() => {
      this.making = null;
    });
    return this.making;
  }

  private async make(ended: string | null): Promise<string> {
    const known = this.token;
    if (known && known !== ended) return known;
    const url = `${this.api}/widget/${encodeURIComponent(this.widgetId)}/visitors`;
    const begin = (body?: object) => call<{ visitor_token: string }>(url, { method: "POST", body });
    const page = location.origin + location.pathname;
    // What the page says wrongly must not keep its visitor from writing.
    const { visitor_token } = await begin({ ...this.named, page }).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 422) return begin();
      throw error;
    });
    this.memory.remember({ token: visitor_token, who: this.who, seen: null });
    if (ended) this.onReplaced();
    return visitor_token;
  }
}
