import type { BrowserContext, Page } from '@playwright/test';

/**
 * Where the page ends and the machine begins: tones, notifications, and whether somebody looks at the tab. Each is noted
 * on its way out, and goes on its way.
 */
interface Edge {
  tones: number[];
  shown: Notification[];
}

declare global {
  interface Window {
    edge: Edge;
  }
}

/** From its next load on, each tone that a page lets sound is noted. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const edge: Edge = (window.edge = { tones: [], shown: [] });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...when) {
      edge.tones.push(this.frequency.value);
      start.apply(this, when);
    };
  });
}

/** The tones that have sounded since the load, in hertz. */
export const heard = (page: Page): Promise<number[]> => page.evaluate(() => window.edge.tones);

/** From its next load on, what the pages tell outside is noted, and `lookAway` works. */
export async function outside(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const edge: Edge = (window.edge = { tones: [], shown: [] });
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        edge.shown.push(this);
      }
    };
  });
}

export interface Outside {
  title: string;
  body: string;
  tag: string;
}

/** What has been told outside since the load, oldest first. */
export const told = (page: Page): Promise<Outside[]> =>
  page.evaluate(() => window.edge.shown.map(({ title, body, tag }) => ({ title, body, tag })));

/** As when another window covers this one. A browser without a screen never says so by itself. */
export async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** Clicks on the newest that was told outside. */
export async function openTold(page: Page): Promise<void> {
  await page.evaluate(() => window.edge.shown.at(-1)?.dispatchEvent(new Event('click')));
}
