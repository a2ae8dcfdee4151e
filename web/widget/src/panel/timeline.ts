/** The thread from top to bottom as plain data: what is shown, in which order, with which words. */
import type { Attached, Message, Status } from "../contract.ts";
import type { Unsent } from "../memory.ts";
import { isMine } from "./messages.ts";
import { firstName } from "./names.ts";
import type { Delivery } from "./outbox.ts";

/** Something that happened between two messages, placed after the message `after` (null: before all). */
export interface Event {
  after: string | null;
  /** Somebody took the conversation over. */
  joined?: string;
  /** A sentence of ours. */
  text?: string;
}

export interface Story {
  messages: Message[];
  events: Event[];
  unsent: { it: Unsent; delivery: Delivery }[];
  status: Status | null;
  /** The key that a message of ours was drawn under before it had an id. */
  drawnAs: ReadonlyMap<string, string>;
  /** Who speaks where the server names nobody. */
  team: string;
}

export type Item =
  | { kind: "line"; key: string; text: string }
  | {
      kind: "mine";
      key: string;
      text: string;
      at: string;
      files: Attached[];
      foot: string;
      delivery: Delivery | "sent";
    }
  | {
      kind: "theirs";
      key: string;
      text: string;
      at: string;
      who: string;
      files: Attached[];
      first: boolean;
      last: boolean;
    };

const HOUR = 3600_000;

/** Hours and minutes as the visitor's own browser writes them. */
export const clock = (at: Date): string =>
  at.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });

function day(at: Date, now: Date): string {
  const midnight = (it: Date): number => Date.UTC(it.getFullYear(), it.getMonth(), it.getDate());
  const ago = Math.round((midnight(now) - midnight(at)) / (24 * HOUR));
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", ...year });
}

/** The line above a message: its day where that is new, its time after a pause of an hour. */
function timeLine(at: Date, before: Date | null, now: Date): string | null {
  const [today, previous] = [day(at, now), before ? day(before, now) : "Today"];
  if (today !== previous) return `${today}, ${clock(at)}`;
  return before && at.getTime() - before.getTime() >= HOUR ? clock(at) : null;
}

const ENDINGS: Partial<Record<Status, string>> = {
  resolved: "Marked as resolved. Write again if something is left.",
  closed: "This conversation is closed. A new message starts another one.",
};

export function timeline(story: Story, now: Date): Item[] {
  const items: Item[] = [];
  // Who has been seen answering: the first one needs no announcement, and nobody joins twice in a row.
  let answering: string | null = null;
  const line = (key: string, text: string): number => items.push({ kind: "line", key, text });
  const join = (name: string, key: string): void => {
    if (name !== answering) line(key, `${firstName(name)} joined`);
    answering = name;
  };
  const happened = (after: string | null): void =>
    story.events
      .filter((it) => it.after === after)
      .forEach((it, at) => {
        if (it.joined) join(it.joined, `joined ${after} ${at}`);
        else if (it.text) line(`event ${after} ${at}`, it.text);
      });

  happened(null);
  let before: Date | null = null;
  for (const message of story.messages) {
    const at = new Date(message.created_at);
    const above = timeLine(at, before, now);
    if (above) line(`time ${message.id}`, above);
    before = at;
    const shared = { text: message.content, at: message.created_at, files: message.attachments ?? [] };
    if (isMine(message)) {
      const key = story.drawnAs.get(message.id) ?? message.id;
      items.push({ kind: "mine", key, ...shared, foot: "", delivery: "sent" });
    } else {
      const who: string = message.sender_name || story.team;
      if (answering !== null && message.sender_name) join(who, `joined by ${message.id}`);
      answering = message.sender_name ?? answering;
      items.push({
        kind: "theirs",
        key: message.id,
        ...shared,
        who,
        first: true,
        last: true,
      });
    }
    happened(message.id);
  }
  footOfLastOwn(items, story.messages);
  for (const { it, delivery } of story.unsent) items.push(waiting(it, delivery));
  const ending = story.status && ENDINGS[story.status];
  if (ending && !story.unsent.length) line(`ending ${story.status}`, ending);
  return grouped(items);
}

/** "14:08 · Seen" stands once, under the newest message of ours that arrived. */
function footOfLastOwn(items: Item[], messages: Message[]): void {
  const last = messages.findLast(isMine);
  const item = items.findLast((it) => it.kind === "mine");
  if (!last || item?.kind !== "mine") return;
  item.foot = clock(new Date(last.created_at)) + (last.read_at ? " · Seen" : "");
}

function waiting(it: Unsent, delivery: Delivery): Item {
  const foot = {
    sending: "Sending…",
    late: "Not sent yet",
    refused: `Not sent. ${it.refused ?? ""}`.trim(),
  }[delivery];
  const { key, content: text, files = [] } = it;
  return { kind: "mine", key, text, at: new Date(it.at).toISOString(), files, foot, delivery };
}

/** Messages of one teammate in a row share one name and one face. */
function grouped(items: Item[]): Item[] {
  return items.map((it, at) => {
    if (it.kind !== "theirs") return it;
    const same = (other: Item | undefined): boolean => other?.kind === "theirs" && other.who === it.who;
    return { ...it, first: !same(items[at - 1]), last: !same(items[at + 1]) };
  });
}
