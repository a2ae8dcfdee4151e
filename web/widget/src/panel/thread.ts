/**
 * The list of messages. Only what changed is touched, so a screen reader hears new lines and nothing twice,
 * and what somebody selected stays selected.
 */
import type { Attached, Settings } from "../contract.ts";
import { el } from "../dom.ts";
import { linkify } from "./linkify.ts";
import { firstName, initials, tone } from "./names.ts";
import { clock, type Item } from "./timeline.ts";

export interface ThreadActs {
  retry(key: string): void;
  discard(key: string): void;
  fetch(file: Attached): void;
}

type Said = Exclude<Item, { kind: "line" }>;

/** Nearer to the end than this, in pixels, the thread follows what arrives. */
const NEAR_END = 80;

export class Thread {
  readonly box: HTMLElement;
  /** "New message", where the visitor is reading further up. */
  readonly newer: HTMLButtonElement;
  private readonly log = el("div", { class: "log", role: "log", "aria-label": "Messages" });
  private readonly welcome: HTMLElement;
  private readonly typing = el("p", { class: "typing", hidden: true });
  private readonly drawn = new Map<string, { node: HTMLElement; as: string }>();
  private last: string | undefined;

  constructor(
    settings: Settings,
    private readonly acts: ThreadActs,
  ) {
    this.welcome = welcome(settings);
    this.box = el("div", { class: "thread", tabindex: "0" }, this.welcome, this.log, this.typing);
    this.newer = el("button", { class: "newer", type: "button", hidden: true }, "New message ↓");
    this.newer.addEventListener("click", () => this.toEnd());
    this.box.addEventListener("scroll", () => this.atEnd() && (this.newer.hidden = true), { passive: true });
  }

  /** `fresh`: nothing was ever said here, so the visitor is greeted. */
  draw(items: Item[], typing: string | null, fresh: boolean): void {
    const follow = this.atEnd();
    const newest = items.findLast((it) => it.kind !== "line");
    const arrived = newest?.key !== this.last;
    this.last = newest?.key;
    this.welcome.hidden = !fresh;
    this.arrange(items);
    this.drawTyping(typing);
    if (follow || (arrived && newest?.kind === "mine")) this.toEnd();
    else if (arrived && newest) this.newer.hidden = false;
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.newer.hidden = true;
  }

  private atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  private arrange(items: Item[]): void {
    const gone = new Map(this.drawn);
    let next: Element | null = this.log.firstElementChild;
    for (const item of items) {
      const as = JSON.stringify(item);
      const known = this.drawn.get(item.key);
      gone.delete(item.key);
      if (known?.as === as) {
        if (known.node === next) next = next.nextElementSibling;
        else this.log.insertBefore(known.node, next);
        continue;
      }
      const node = this.make(item);
      if (known && known.node === next) next = next.nextElementSibling;
      if (known) known.node.replaceWith(node);
      else this.log.insertBefore(node, next);
      this.drawn.set(item.key, { node, as });
    }
    for (const [key, { node }] of gone) {
      node.remove();
      this.drawn.delete(key);
    }
  }

  private make(item: Item): HTMLElement {
    if (item.kind === "line") return el("p", { class: "line" }, item.text);
    const title = clock(new Date(item.at));
    if (item.kind === "mine") {
      const said = el("span", { class: "unseen" }, "You: ");
      return el(
        "div",
        { class: `mine ${item.delivery}` },
        this.bubble(item, title, said),
        ...this.foot(item),
      );
    }
    const name = firstName(item.who);
    const said = item.first ? "" : el("span", { class: "unseen" }, `${name}: `);
    const face = el(
      "span",
      { class: `face tone${tone(item.who)}`, "aria-hidden": "true" },
      initials(item.who),
    );
    return el(
      "div",
      { class: `theirs${item.first ? " first" : ""}${item.last ? " last" : ""}` },
      ...(item.first ? [el("p", { class: "name" }, name)] : []),
      ...(item.last ? [face] : []),
      this.bubble(item, title, said),
    );
  }

  private bubble({ text, files }: Said, title: string, said: Node | string): HTMLElement {
    const shown = files.map((file) => {
      const button = el("button", { class: "link", type: "button" }, `↓ ${file.name}`);
      button.addEventListener("click", () => this.acts.fetch(file));
      return el("div", {}, button);
    });
    return el("div", { class: "bubble", dir: "auto", title }, said, ...linked(text), ...shown);
  }

  private foot(item: Item & { kind: "mine" }): HTMLElement[] {
    if (!item.foot) return [];
    const foot = el("p", { class: "foot" }, item.foot);
    const act = (label: string, work: () => void): void => {
      const button = el("button", { class: "link", type: "button" }, label);
      button.addEventListener("click", work);
      foot.append(button);
    };
    if (item.delivery === "late" || item.delivery === "refused") {
      act("Try again", () => this.acts.retry(item.key));
    }
    if (item.delivery === "refused") act("Discard", () => this.acts.discard(item.key));
    return [foot];
  }

  private drawTyping(name: string | null): void {
    this.typing.hidden = !name;
    if (!name) return;
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    if (this.typing.textContent !== `${name} is typing`)
      this.typing.replaceChildren(dots, `${name} is typing`);
  }
}

function linked(text: string): (Node | string)[] {
  return linkify(text).map((part) =>
    part.href
      ? el("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow" }, part.text)
      : part.text,
  );
}

function welcome(settings: Settings): HTMLElement {
  const { welcome_heading: heading, welcome_tagline: tagline } = settings;
  const bubble = el("div", { class: "bubble", dir: "auto" });
  if (heading) bubble.append(el("strong", {}, heading));
  if (tagline) bubble.append(tagline);
  return el("div", { class: "theirs first last welcome" }, ...(heading || tagline ? [bubble] : []));
}
