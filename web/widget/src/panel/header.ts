/** Who one talks to, whether they are there, and the menu. */
import type { Desk } from "../contract.ts";
import { CHEVRON_DOWN, el, icon } from "../dom.ts";
import { float } from "./float.ts";

const DOTS =
  "M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0";

export interface HeaderActs {
  askForPerson(): void;
  openContact(): void;
}

export interface Header {
  box: HTMLElement;
  draw(online: boolean, mayAsk: boolean): void;
}

/** The workspace's logo; the mark where there is none, or the page's policy does not let it load. */
function disc(logo: string | null, mark: SVGSVGElement): HTMLElement {
  const box = el("div", { class: "disc", "aria-hidden": "true" }, mark);
  if (!logo || !/^https?:/i.test(logo)) return box;
  const image = el("img", { src: logo, alt: "", referrerpolicy: "no-referrer" });
  image.addEventListener("load", () => box.replaceChildren(image));
  return box;
}

function menu(acts: HeaderActs): { button: HTMLButtonElement; box: HTMLElement; ask: HTMLElement } {
  const button = el("button", {
    class: "tool",
    type: "button",
    "aria-label": "More",
    "aria-haspopup": "menu",
  });
  button.append(icon(DOTS));
  const box = el("div", { class: "float menu", role: "menu", "aria-label": "More" });
  const entry = (text: string, act: () => void): HTMLElement => {
    const made = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, text);
    made.addEventListener("click", () => {
      list.close();
      act();
    });
    return made;
  };
  const ask = entry("Talk to a person", acts.askForPerson);
  box.append(ask, entry("Leave your name and e-mail", acts.openContact));
  const list = float(button, box, 1);
  return { button, box, ask };
}

export function header({ settings, close, mark }: Desk, acts: HeaderActs): Header {
  const dot = el("i", { class: "there" });
  const word = el("span");
  const state = el("p", { hidden: !settings.show_online_badge }, dot, word);
  const away = el("button", { class: "tool", type: "button", "aria-label": "Close the chat" });
  away.append(icon(CHEVRON_DOWN));
  away.addEventListener("click", close);
  const { button, box, ask } = menu(acts);
  return {
    box: el(
      "header",
      {},
      disc(settings.logo_url, mark()),
      el("div", { class: "who" }, el("h2", {}, settings.name), state),
      button,
      away,
      box,
    ),
    draw(online, mayAsk) {
      dot.classList.toggle("off", !online);
      word.textContent = online ? "Online" : "Offline · leave a message";
      ask.hidden = !mayAsk;
    },
  };
}
