/**
 * Elements without markup: a page with a strict policy (style-src, Trusted Types) takes these, and what a
 * person wrote can only ever become text.
 */

type Attributes = Record<string, string | boolean | null | undefined>;

/** An element with attributes (true = present and empty, false or null = absent) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A style sheet that no policy of the page can refuse, because it is neither an element nor an attribute. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** A drawing of one path on the usual grid of 24: an outline icon (Tabler Icons, MIT) unless a class says more. */
export function icon(path: string, kind = "icon"): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const image = document.createElementNS(space, "svg");
  image.setAttribute("viewBox", "0 0 24 24");
  image.setAttribute("class", kind);
  image.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  image.append(line);
  return image;
}

export const CHEVRON_DOWN = "M6 9l6 6l6-6";
