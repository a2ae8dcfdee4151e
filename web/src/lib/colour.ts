type Rgb = [red: number, green: number, blue: number];

const HOUSE: Rgb = [0x24, 0x1f, 0x17];
const BRASS: Rgb = [0xe3, 0xb8, 0x60];
const INK: Rgb = [0x21, 0x1d, 0x17];
const WHITE: Rgb = [255, 255, 255];

function parse(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!hex) return null;
  const wide = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const part = (at: number) => Number.parseInt(wide.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

/** What a widget draws with: its ground, the words on it, and the mark on it, each so that it can be read. */
export function widgetColours(primary: string): { ground: string; words: string; mark: string } {
  const ground = parse(primary) ?? HOUSE;
  const white = contrast(WHITE, ground) >= 4.5 || contrast(WHITE, ground) >= contrast(INK, ground);
  const words = white ? WHITE : INK;
  return {
    ground: css(ground),
    words: css(words),
    mark: css(contrast(BRASS, ground) >= 3 ? BRASS : words),
  };
}
