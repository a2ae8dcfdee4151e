/** The launcher as one sees it: the bell, who is there, and how many answers wait. */
import type { Settings } from "../contract.ts";
import { CHEVRON_DOWN, el, icon, sheet } from "../dom.ts";
import { theme } from "../theme.ts";
import css from "./launcher.css";

/** The bell: the mark of Deskbell. */
const MARK =
  "M10.5 3.5h3a1.25 1.25 0 0 1 0 2.5h-.75v1.78A8 8 0 0 1 20 15.75a.75.75 0 0 1-.75.75H4.75a.75.75 0 0 1-.75-.75 8 8 0 0 1 7.25-7.97V6h-.75a1.25 1.25 0 0 1 0-2.5ZM6.9 14.25a.6.6 0 0 0 .6-.55 4.6 4.6 0 0 1 2.75-3.4.6.6 0 0 0-.48-1.1 5.8 5.8 0 0 0-3.46 4.37.6.6 0 0 0 .59.68ZM3.5 18h17a1.25 1.25 0 0 1 0 2.5h-17a1.25 1.25 0 0 1 0-2.5Z";

export const mark = (): SVGSVGElement => icon(MARK, "mark");

export interface Face {
  host: HTMLElement;
  root: ShadowRoot;
  button: HTMLButtonElement;
  setOpen(open: boolean): void;
  setOnline(online: boolean): void;
  setUnread(count: number): void;
  /** One line beside the launcher; null takes it away. */
  say(text: string | null): void;
}

/** Colours as the sheet's variables, on elements of ours, where no rule of the page reaches them. */
function colours(settings: Settings): string {
  const { fill, on, quiet, accent, disc } = theme(settings.primary_color);
  return `.launcher,.panel{--fill:${fill};--on:${on};--quiet:${quiet};--accent:${accent};--disc:${disc}}`;
}

export function drawLauncher(settings: Settings): Face {
  const host = document.createElement("deskbell-widget");
  host.lang = "en";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(css), sheet(colours(settings))];
  const dot = el("span", { class: "dot" });
  const count = el("span", { class: "count", hidden: true });
  const button = el(
    "button",
    { class: "launcher", type: "button" },
    mark(),
    icon(CHEVRON_DOWN, "chevron"),
    dot,
    count,
  );
  const note = el("p", { class: "note", role: "status", hidden: true });
  button.addEventListener("animationend", () => button.classList.remove("ring"));
  root.append(button, note);

  let [open, online, unread] = [false, settings.online, 0];
  const redraw = (): void => {
    const waiting = unread ? `, ${unread} new ${unread === 1 ? "message" : "messages"}` : "";
    const there = settings.show_online_badge ? (online ? ", online" : ", offline") : "";
    button.setAttribute(
      "aria-label",
      open ? "Close the chat" : `Chat with ${settings.name}${there}${waiting}`,
    );
    button.setAttribute("aria-expanded", `${open}`);
    dot.hidden = !settings.show_online_badge;
    dot.classList.toggle("off", !online);
    count.hidden = open || !unread;
    count.textContent = unread > 99 ? "99+" : `${unread}`;
  };
  redraw();

  return {
    host,
    root,
    button,
    setOpen(now) {
      open = now;
      redraw();
    },
    setOnline(now) {
      online = now;
      redraw();
    },
    setUnread(now) {
      if (now > unread && !open) button.classList.add("ring");
      unread = now;
      redraw();
    },
    say(text) {
      note.hidden = !text;
      note.textContent = text;
    },
  };
}
