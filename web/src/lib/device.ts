const BROWSERS: [mark: RegExp, name: string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/CriOS\/|Chrome\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: [mark: RegExp, name: string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

const named = (list: [RegExp, string][], text: string) => list.find(([mark]) => mark.test(text))?.[1];

/** What a session was opened with, as a person would say it: "Firefox on Linux", else the first word it calls itself. */
export function deviceOf(userAgent: string | null): string {
  const text = userAgent?.trim() ?? '';
  if (!text) return 'Unknown program';
  const browser = named(BROWSERS, text);
  const system = named(SYSTEMS, text);
  if (browser) return system ? `${browser} on ${system}` : browser;
  return text.split(/[\s/]/)[0] ?? text;
}
