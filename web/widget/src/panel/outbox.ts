/**
 * What the visitor wrote and the server has not confirmed. It is kept before it is sent, leaves in order and
 * only after an answer, and is tried again until then: over a lost connection, a reload, or from another tab.
 */
import type { Attached } from "../contract.ts";
import type { Memory, Unsent } from "../memory.ts";
import { alone, Problem } from "./api.ts";

/** The server remembers a key for a day; after that, only the visitor says whether to send again. */
const KEY_LIFE = 23 * 3600_000;
const [FIRST_PAUSE, LONGEST_PAUSE] = [2_000, 60_000];

export type Delivery = "sending" | "late" | "refused";

export class Outbox {
  list: Unsent[];
  private sending: string | null = null;
  private draining = false;
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly memory: Memory,
    private readonly send: (it: Unsent) => Promise<void>,
    private readonly onChange: () => void,
  ) {
    this.list = memory.unsent();
  }

  add(content: string, files?: Attached[]): void {
    const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.change((list) => [...list, { key, content, ...(files && { files }), at: Date.now() }]);
    void this.flush();
  }

  /** The visitor asks for another try. */
  retry(key: string): void {
    this.change((list) =>
      list.map(({ refused, ...it }) =>
        it.key === key ? { ...it, at: Date.now(), tried: true } : { ...it, ...(refused && { refused }) },
      ),
    );
    void this.flush();
  }

  discard(key: string): void {
    this.change((list) => list.filter((it) => it.key !== key));
  }

  /** Another tab changed the list. */
  reload(): void {
    this.list = this.memory.unsent();
    this.onChange();
  }

  delivery(it: Unsent): Delivery {
    if (it.refused) return "refused";
    return it.tried && it.key !== this.sending ? "late" : "sending";
  }

  /** Sends what waits, in order, one at a time. Safe to call at any moment. */
  async flush(): Promise<void> {
    if (this.draining || !this.list.length) return;
    clearTimeout(this.timer);
    this.draining = true;
    try {
      await alone(this.memory.unsentKey, () => this.drain());
    } finally {
      this.draining = false;
    }
  }

  private async drain(): Promise<void> {
    for (;;) {
      this.list = this.memory.unsent();
      const next = this.list.find((it) => !it.refused);
      if (!next) return this.onChange();
      if (next.tried && Date.now() - next.at > KEY_LIFE) {
        this.update(next.key, { refused: "It waited for more than a day." });
      } else if (!(await this.attempt(next))) {
        return;
      }
    }
  }

  /** One attempt; false where the rest should wait too. */
  private async attempt(it: Unsent): Promise<boolean> {
    this.sending = it.key;
    this.onChange();
    try {
      await this.send(it);
      this.sending = null;
      this.pause = FIRST_PAUSE;
      this.discard(it.key);
      return true;
    } catch (error) {
      this.sending = null;
      const problem = error instanceof Problem ? error : new Problem(0);
      if (!problem.passing) {
        this.update(it.key, { tried: true, refused: problem.message || "The server did not take it." });
        return true;
      }
      this.update(it.key, { tried: true });
      this.timer = setTimeout(() => void this.flush(), problem.pause || this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      return false;
    }
  }

  private update(key: string, change: Partial<Unsent>): void {
    this.change((list) => list.map((it) => (it.key === key ? { ...it, ...change } : it)));
  }

  private change(change: (list: Unsent[]) => Unsent[]): void {
    this.list = this.memory.changeUnsent(change);
    this.onChange();
  }
}
