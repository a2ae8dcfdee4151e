/** Where the visitor writes. Enter sends, Shift and Enter begin a line. */
import { el, icon } from "../dom.ts";
import { float } from "./float.ts";

const SEND = "M10 14l11-11M21 3l-6.5 18a.55.55 0 0 1-1 0l-3.5-7l-7-3.5a.55.55 0 0 1 0-1l18-6.5";
const SMILE = "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 10h.01M15 10h.01M9.5 15a3.5 3.5 0 0 0 5 0";
const CLIP = "M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6L5.5 10.5a4.5 4.5 0 0 0 9 9L21 13";
const EMOJI = "🙂 😀 😂 😊 😍 😉 🤔 😕 😢 😮 😅 🙈 👍 👎 👋 🙏 👏 💪 ❤️ 🎉 ✨ 🔥 ✅ ❓".split(" ");

/** The tallest field, in pixels; then it scrolls. */
const TALLEST = 116;
/** The longest message, in characters. */
const LONGEST = 20_000;
/** Typing is told at most this often, and has ended after this long without a key, in milliseconds. */
const [TELL_EVERY, STOPPED_AFTER] = [3_000, 4_000];

export interface ComposerActs {
  send(text: string): void;
  attach(files: File[]): void;
  typing(isTyping: boolean): void;
}

export class Composer {
  readonly box: HTMLFormElement;
  private readonly field = el("textarea", {
    rows: "1",
    placeholder: "Write a message",
    "aria-label": "Write a message",
    maxlength: `${LONGEST}`,
    autocomplete: "off",
    enterkeyhint: "send",
  });
  private told = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly acts: ComposerActs) {
    const send = el("button", { class: "send", type: "submit", "aria-label": "Send" }, icon(SEND));
    const smile = el("button", { class: "tool", type: "button", "aria-label": "Emoji" }, icon(SMILE));
    const box = el("div", { class: "float emoji", role: "group", "aria-label": "Emoji" });
    const clip = el("button", { class: "tool", type: "button", "aria-label": "Attach files" }, icon(CLIP));
    const files = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files" });
    clip.addEventListener("click", () => files.click());
    files.addEventListener("change", () => {
      acts.attach([...(files.files ?? [])]);
      files.value = "";
    });
    this.box = el("form", { class: "composer" }, this.field, clip, files, smile, send, box);
    const picker = float(smile, box, 6);
    for (const sign of EMOJI) {
      const button = el("button", { type: "button" }, sign);
      button.addEventListener("click", () => {
        picker.close();
        this.insert(sign);
      });
      box.append(button);
    }
    this.listen();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  private listen(): void {
    this.box.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("paste", (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (!pasted[0]) return;
      event.preventDefault();
      this.acts.attach(pasted);
    });
    this.field.addEventListener("keydown", (event) => {
      // While an input method composes, Enter belongs to it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
  }

  private submit(): void {
    const text = this.field.value.trim();
    this.focus();
    if (!text) return;
    this.field.value = "";
    this.fit();
    this.tell(false);
    this.acts.send(text);
  }

  private insert(text: string): void {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.focus();
    this.changed();
  }

  private changed(): void {
    this.fit();
    this.tell(this.field.value.trim() !== "");
  }

  private fit(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  private tell(isTyping: boolean): void {
    clearTimeout(this.timer);
    if (isTyping) this.timer = setTimeout(() => this.tell(false), STOPPED_AFTER);
    const due = isTyping ? Date.now() - this.told > TELL_EVERY : this.told > 0;
    if (!due) return;
    this.told = isTyping ? Date.now() : 0;
    this.acts.typing(isTyping);
  }
}
