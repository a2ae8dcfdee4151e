/**
 * The widget stands on a stranger's page, so it has one fixed light palette and takes only its main colour
 * from the settings. What lies on that colour is chosen so that it can be read (WCAG 2 contrast).
 */

const HOUSE = "#241f17";
const BRASS = "#e3b860";
const INK = "#211d17";
const WHITE = "#ffffff";

type Rgb = [number, number, number];

/** `#rgb` or `#rrggbb` to its parts; anything else is null, so nothing unchecked reaches a style sheet. */
export function parseColour(text: string | null | undefined): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text?.trim() ?? "")?.[1];
  if (!hex) return null;
  const wide = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16)) as Rgb;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function blend(top: Rgb, under: Rgb, share: number): Rgb {
  return top.map((part, at) => Math.round(part * share + under[at]! * (1 - share))) as Rgb;
}

export interface Theme {
  /** Ground of launcher, header, own bubbles and the send button. */
  fill: string;
  /** Text on it: white or ink, whichever can be read (4.5 wherever one of them reaches that). */
  on: string;
  /** Second line on it. */
  quiet: string;
  /** The mark and icons on it, at least 3. */
  accent: string;
  /** Disc behind the mark in the header. */
  disc: string;
}

export function theme(primary: string | null | undefined): Theme {
  const fill = parseColour(primary) ?? parseColour(HOUSE)!;
  const [white, ink, brass] = [WHITE, INK, BRASS].map((it) => parseColour(it)!) as [Rgb, Rgb, Rgb];
  const on = contrast(white, fill) >= 4.5 || contrast(white, fill) >= contrast(ink, fill) ? white : ink;
  const accent = contrast(brass, fill) >= 3 ? brass : on;
  const quiet = blend(on, fill, 0.8);
  return {
    fill: hex(fill),
    on: hex(on),
    quiet: hex(contrast(quiet, fill) >= 4.5 ? quiet : on),
    accent: hex(accent),
    disc: hex(blend(accent, fill, 0.12)),
  };
}
