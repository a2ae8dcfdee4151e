/** A small float that a button opens: the menu, the emoji. Arrow keys move in it, Escape and a click outside close it. */

export interface Float {
  readonly isOpen: boolean;
  close(): void;
}

/** `columns`: how far the vertical arrows go. */
export function float(button: HTMLButtonElement, box: HTMLElement, columns: number): Float {
  const entries = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>("button:not([hidden])")];
  const set = (open: boolean): void => {
    box.hidden = !open;
    button.setAttribute("aria-expanded", `${open}`);
    if (open) entries()[0]?.focus();
  };
  const close = (): void => {
    if (box.hidden) return;
    const inside = box.matches(":focus-within");
    set(false);
    if (inside) button.focus();
  };
  set(false);
  button.addEventListener("click", () => (box.hidden ? set(true) : close()));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = entries();
    const at = all.findIndex((it) => it.matches(":focus"));
    if (event.key === "Escape" || event.key === "Tab") {
      close();
      event.stopPropagation();
      event.preventDefault();
    } else if (step) {
      all[(at + step + all.length) % all.length]?.focus();
      event.preventDefault();
    }
  });
  (button.getRootNode() as ShadowRoot | Document).addEventListener("pointerdown", (event) => {
    const path = event.composedPath();
    if (!path.includes(box) && !path.includes(button)) close();
  });
  return {
    get isOpen() {
      return !box.hidden;
    },
    close,
  };
}
