/**
 * What the browser remembers between two pages: one record per widget in the page's own localStorage.
 * No cookie is set, so nothing here is a third party's. Where storage is blocked or full, the record lives
 * as long as the page.
 */

import type { Attached } from "./contract.ts";

export interface Remembered {
  /** The visitor's token; null before the first message. */
  token: string | null;
  /** The id by which the page named the visitor whose token it is; null for one whom it did not name. */
  who: string | null;
  /** An answer may still come (the conversation is open or pending, or something is unsent). */
  waiting: boolean;
  /** Id of the newest message of the team that the visitor has seen, in any tab. */
  seen: string | null;
}

/** A message that the server has not confirmed yet. `key` makes a retry safe (Idempotency-Key). */
export interface Unsent {
  key: string;
  content: string;
  /** Files that the server has already and that go with it. */
  files?: Attached[];
  /** Milliseconds since 1970. */
  at: number;
  /** At least one attempt failed on the way. */
  tried?: boolean;
  /** The server's reason for not taking it; it is not tried again by itself. */
  refused?: string;
}

const NOTHING: Remembered = { token: null, who: null, waiting: false, seen: null };

export class Memory {
  readonly recordKey: string;
  readonly unsentKey: string;
  private readonly fallback = new Map<string, string>();

  constructor(widgetId: string) {
    this.recordKey = `deskbell:${widgetId}`;
    this.unsentKey = `${this.recordKey}:unsent`;
  }

  record(): Remembered {
    const found = this.read(this.recordKey);
    return found && typeof found === "object" && !Array.isArray(found) ? { ...NOTHING, ...found } : NOTHING;
  }

  remember(change: Partial<Remembered>): void {
    this.write(this.recordKey, { ...this.record(), ...change });
  }

  unsent(): Unsent[] {
    const found = this.read(this.unsentKey);
    return Array.isArray(found) ? found.filter((it) => it?.key && typeof it.content === "string") : [];
  }

  /** Reads, changes and writes in one go, because another tab writes the same list. */
  changeUnsent(change: (list: Unsent[]) => Unsent[]): Unsent[] {
    const list = change(this.unsent());
    this.write(this.unsentKey, list);
    return list;
  }

  private read(key: string): unknown {
    try {
      return JSON.parse(this.fallback.get(key) ?? localStorage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  private write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(key, text);
      this.fallback.delete(key);
    } catch {
      this.fallback.set(key, text);
    }
  }
}
