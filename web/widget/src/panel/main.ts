/** `widget-panel.js`: everything behind the launcher, as one module that the launcher imports. */
import type { Desk, Panel } from "../contract.ts";
import { el, sheet } from "../dom.ts";
import { Composer } from "./composer.ts";
import { Problem } from "./api.ts";
import { ContactForm } from "./contact.ts";
import { header } from "./header.ts";
import frame from "./frame.css";
import screens from "./screens.css";
import { Session } from "./session.ts";
import threadStyle from "./thread.css";
import { Thread } from "./thread.ts";
import { timeline } from "./timeline.ts";
import write from "./write.css";

/** Of a file that is larger than a server commonly takes, in bytes, its answer may not arrive. */
const LARGE = 10 * 1024 * 1024;

class PanelView implements Panel {
  private readonly session: Session;
  private readonly thread: Thread;
  private readonly composer: Composer;
  private readonly contact: ContactForm;
  private readonly head;
  private readonly bar = el("p", { class: "bar", role: "status", hidden: true });
  private readonly below: HTMLElement;
  private readonly box: HTMLElement;
  /** What is said in passing above the thread. */
  private word = "";
  private due = false;

  constructor(private readonly desk: Desk) {
    this.session = new Session(desk, () => this.redrawSoon());
    this.thread = new Thread(desk.settings, this.session);
    this.composer = new Composer({
      send: (text) => {
        this.word = "";
        this.session.send(text);
      },
      attach: (files) => void this.attach(files),
      typing: (isTyping) => this.session.sayTyping(isTyping),
    });
    this.contact = new ContactForm(
      (contact) => this.session.leaveContact(contact),
      () => this.showContact(false),
    );
    this.head = header(desk, {
      askForPerson: () => void this.askForPerson(),
      openContact: () => this.showContact(true),
    });
    this.below = el("div", { class: "below" }, this.thread.newer, this.composer.box);
    this.box = this.assemble();
  }

  mount(): this {
    const { root } = this.desk;
    root.adoptedStyleSheets = [sheet(frame + threadStyle + write + screens), ...root.adoptedStyleSheets];
    // Before the launcher, so that the keyboard meets them in the order of the page.
    root.prepend(this.box);
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.desk.button.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.desk.close();
    });
    this.fitToScreen();
    this.session.start();
    this.redraw();
    return this;
  }

  show(): void {
    this.box.hidden = false;
    this.redraw();
    this.thread.toEnd();
    this.session.watch(true);
    // A touch screen would cover the thread with its keyboard at once.
    if (matchMedia("(pointer: coarse)").matches) this.box.focus();
    else this.composer.focus();
  }

  hide(): void {
    const inside = this.box.matches(":focus-within");
    this.box.hidden = true;
    this.session.watch(false);
    if (inside) this.desk.button.focus();
  }

  private assemble(): HTMLElement {
    const attributes = {
      class: "panel",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": `Chat with ${this.desk.settings.name}`,
      tabindex: "-1",
      hidden: true,
    };
    const brand = el("p", { class: "brand" }, this.desk.mark(), "Deskbell");
    this.below.append(brand);
    return el("section", attributes, this.head.box, this.bar, this.thread.box, this.contact.box, this.below);
  }

  /** Several changes in one turn are drawn once. */
  private redrawSoon(): void {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.redraw();
    });
  }

  private redraw(): void {
    const { session } = this;
    const { status } = session.conversation ?? {};
    this.head.draw(session.online, (status === "open" || status === "pending") && !session.asked);
    const word = session.trouble ? "No connection. What you write is kept and sent later." : this.word;
    this.bar.hidden = !word;
    this.bar.textContent = word;
    const items = timeline(session.story(), new Date());
    this.thread.draw(items, session.typing, !items.length);
  }

  private say(word: string): void {
    this.word = word;
    this.redraw();
  }

  private async askForPerson(): Promise<void> {
    try {
      await this.session.askForPerson();
    } catch {
      this.say("That did not go through. Try again in a moment.");
    }
    this.composer.focus();
  }

  /** One after the other; the first that does not go through ends it, and says why. */
  private async attach(files: File[]): Promise<void> {
    for (const file of files) {
      this.say(`Sending ${file.name}…`);
      try {
        await this.session.attach(file);
        this.say("");
      } catch (error) {
        const { message, errors } = error instanceof Problem ? error : new Problem(0);
        return this.say(
          `${file.name} was not sent. ${errors[0]?.message || message || (file.size > LARGE ? "It may be too large." : "Try again.")}`,
        );
      }
    }
  }

  private showContact(shown: boolean): void {
    this.contact.box.hidden = !shown;
    this.thread.box.hidden = this.below.hidden = shown;
    if (shown) return this.contact.open(this.session.contact);
    this.thread.toEnd();
    this.composer.focus();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      if (this.contact.box.hidden) this.desk.close();
      else this.showContact(false);
    } else if (event.key === "Tab") {
      this.keepInside(event);
    }
  }

  /** The focus goes round in the panel until it is closed. */
  private keepInside(event: KeyboardEvent): void {
    const all = [
      ...this.box.querySelectorAll<HTMLElement>("button, textarea, input, a[href], .thread"),
    ].filter((it) => it.tabIndex >= 0 && it.getClientRects().length);
    const [first, last] = [all[0], all.at(-1)];
    const at = this.desk.root.activeElement;
    const edge = event.shiftKey ? first : last;
    if (at !== edge && at !== this.box) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  /** On a phone the panel is as tall as what the keyboard leaves of the screen. */
  private fitToScreen(): void {
    const screen = window.visualViewport;
    const fit = (): void => {
      this.box.style.setProperty("--top", `${screen?.offsetTop ?? 0}px`);
      this.box.style.setProperty("--tall", `${screen?.height ?? innerHeight}px`);
    };
    fit();
    screen?.addEventListener("resize", fit);
    screen?.addEventListener("scroll", fit);
  }
}

export function mount(desk: Desk): Panel {
  return new PanelView(desk).mount();
}
