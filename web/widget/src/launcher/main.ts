/**
 * `widget.js`: a small classic script that a page loads with `async`. It draws the launcher and fetches the
 * rest when somebody opens it, or when a known visitor may still get an answer.
 *
 * The page names its widget by `window.DeskbellWidgetId` (or `window.PingBackWidgetId`), or, where its policy
 * allows no inline script, by `data-widget-id` on the script element. `window.Deskbell` opens and closes it.
 */
import type { Desk, Panel, PanelModule, Settings } from "../contract.ts";
import { Memory } from "../memory.ts";
import { drawLauncher, mark, type Face } from "./button.ts";

declare const PANEL_FILE: string;

interface PublicFunctions {
  open(): void;
  close(): void;
}

declare global {
  interface Window {
    Deskbell?: PublicFunctions;
    DeskbellWidgetId?: string;
    PingBackWidgetId?: string;
  }
}

/** How often the online dot is asked for while no socket tells it, in milliseconds. */
const ONLINE_EVERY = 120_000;
/** Waits before the settings are asked for again when the network failed, in milliseconds. */
const RETRIES = [2_000, 8_000, 30_000];

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The widget's settings; null where the server has no such widget for this page. */
async function settingsOf(origin: string, id: string): Promise<Settings | null> {
  for (let turn = 0; ; turn++) {
    try {
      const answer = await fetch(`${origin}/api/v1/widget/${encodeURIComponent(id)}`, {
        credentials: "omit",
      });
      if (answer.ok) return (await answer.json()) as Settings;
      if (answer.status < 500 && answer.status !== 429) return null;
    } catch {
      // The network failed: the same wait as for a server that is down.
    }
    const pause = RETRIES[turn];
    if (!pause) return null;
    await wait(pause);
  }
}

/** Opens and closes the panel, and loads it at most once. */
class Launcher implements PublicFunctions {
  private readonly desk: Desk;
  private readonly face: Face;
  private panel: Promise<Panel> | null = null;
  private failures = 0;
  private isOpen = false;

  constructor(
    private readonly origin: string,
    settings: Settings,
    private readonly memory: Memory,
  ) {
    this.face = drawLauncher(settings);
    this.desk = {
      origin,
      settings,
      memory,
      mark,
      root: this.face.root,
      button: this.face.button,
      connected: false,
      setOnline: this.face.setOnline,
      setUnread: this.face.setUnread,
      close: () => this.close(),
    };
    this.face.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.face.button.addEventListener("pointerenter", () => this.prefetch(), { once: true });
    // The page's own keys ("/" for its search, say) must not fire while somebody writes here.
    for (const kind of ["keydown", "keypress", "keyup"]) {
      this.face.host.addEventListener(kind, (event) => event.stopPropagation());
    }
  }

  /** Puts the launcher on the page, again if the page replaces its body (as some navigation libraries do). */
  attach(): void {
    const append = (): void => {
      if (!this.face.host.isConnected) document.body?.append(this.face.host);
    };
    append();
    new MutationObserver(append).observe(document.documentElement, { childList: true });
  }

  open(): void {
    if (this.isOpen) return;
    this.reflect(true);
    this.load().then(
      (panel) => this.isOpen && panel.show(),
      () => {
        this.reflect(false);
        this.face.say("The chat could not be loaded. Check your connection and try again.");
        setTimeout(() => this.face.say(null), 8_000);
      },
    );
  }

  close(): void {
    if (!this.isOpen) return;
    this.reflect(false);
    void this.panel?.then((panel) => panel.hide());
  }

  private load(): Promise<Panel> {
    this.panel ??= this.fetchPanel().then((module) => module.mount(this.desk));
    this.panel.catch(() => {
      this.panel = null;
      this.failures++;
    });
    return this.panel;
  }

  /** Loads the panel unseen once an answer may come to this visitor, now or from another tab. */
  listenInBackground(): void {
    const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
    const look = (): void => {
      if (!this.memory.record().waiting) return;
      removeEventListener("storage", look);
      idle(() => this.load().catch(() => undefined), { timeout: 5_000 });
    };
    addEventListener("storage", look);
    look();
  }

  /** Asks who is there, where no socket says so. */
  async refresh(id: string): Promise<void> {
    if (this.desk.connected || document.hidden) return;
    const settings = await settingsOf(this.origin, id);
    if (settings && !this.desk.connected) this.desk.setOnline((this.desk.settings.online = settings.online));
  }

  private reflect(open: boolean): void {
    this.isOpen = open;
    this.face.setOpen(open);
    this.face.say(null);
  }

  private prefetch(): void {
    this.fetchPanel().catch(() => this.failures++);
  }

  private fetchPanel(): Promise<PanelModule> {
    // Browsers keep a module that failed to load, so another try needs another address.
    const again = this.failures ? `&try=${this.failures}` : "";
    return import(`${this.origin}/${PANEL_FILE}${again}`) as Promise<PanelModule>;
  }
}

async function start(origin: string, id: string): Promise<void> {
  // Calls that come before the settings are here are kept.
  let wanted = false;
  window.Deskbell = { open: () => (wanted = true), close: () => (wanted = false) };
  const settings = await settingsOf(origin, id);
  if (!settings) return console.warn("Deskbell: there is no widget with this id for this page.");
  if (!settings.is_active) return;
  if (!document.body) await new Promise((done) => addEventListener("DOMContentLoaded", done));
  const launcher = new Launcher(origin, settings, new Memory(id));
  launcher.attach();
  window.Deskbell = { open: () => launcher.open(), close: () => launcher.close() };
  if (wanted) launcher.open();
  launcher.listenInBackground();
  setInterval(() => void launcher.refresh(id), ONLINE_EVERY);
}

const script = (document.currentScript ??
  document.querySelector('script[src*="/widget.js"]')) as HTMLScriptElement | null;
const id = window.DeskbellWidgetId || window.PingBackWidgetId || script?.dataset["widgetId"];
if (!script || !id) console.warn("Deskbell: set window.DeskbellWidgetId before widget.js is loaded.");
else if (!window.Deskbell && "adoptedStyleSheets" in Document.prototype) {
  void start(new URL(script.src).origin, String(id));
}
