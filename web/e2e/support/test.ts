import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { Dashboard } from './dashboard';
import { Desk, type Person } from './people';
import { Server, type Settings } from './server';
import { Site, snippetOf } from './site';
import { Widget } from './widget';

interface Fixtures {
  /** Settings of this test's server: `test.use({ settings: { DESKBELL_… } })`. */
  settings: Settings;
  /** This test's server; `page` is already pointed at it. */
  deskbell: Server;
  /** Plays a later day (`32d` ahead) on a copy of that server, which goes on. Stopped when the test ends. */
  rehearse: (ahead: string) => Promise<Server>;
  /** Ada's workspace on that server, on Mini, with a widget for the site's host. */
  desk: Desk;
  /** Somebody's site on another origin. Closed when the test ends. */
  site: Site;
  /** Opens a second person's browser: own cookies, same server. Closed when the test ends. */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<Page>;
  /** Opens the dashboard of somebody in a browser of their own. */
  dashboardOf: (person: Person, path?: string) => Promise<Dashboard>;
  /** A visitor in a browser of their own, on the site with Ada's widget. */
  visitor: () => Promise<Widget>;
}

/** Every browser test starts from this `test`. */
export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],

  deskbell: async ({ settings }, use, testInfo) => {
    const server = await Server.start(settings);
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server log', { body: server.log, contentType: 'text/plain' });
    }
    await server.stop();
  },

  rehearse: async ({ deskbell }, use, testInfo) => {
    const playing: Server[] = [];
    await use(async (ahead) => {
      const server = await deskbell.rehearse(ahead);
      playing.push(server);
      return server;
    });
    for (const server of playing) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('log of the rehearsal', { body: server.log, contentType: 'text/plain' });
      }
      await server.stop();
    }
  },

  baseURL: async ({ deskbell }, use) => {
    await use(deskbell.url);
  },

  desk: async ({ deskbell }, use) => {
    await use(await Desk.open(deskbell, 'Ada', 'localhost'));
  },

  // Playwright asks for the braces even where nothing is taken.
  // eslint-disable-next-line no-empty-pattern
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    await site.close();
  },

  context: async ({ context }, use) => {
    const faults = watch(context);
    await use(context);
    expect(faults, 'faults that the page reported to its console').toEqual([]);
  },

  anotherBrowser: async ({ browser, baseURL, contextOptions }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, ...options });
      opened.push({ context, faults: watch(context) });
      return context.newPage();
    });
    await Promise.all(opened.map(({ context }) => context.close()));
    const faults = opened.flatMap((one) => one.faults);
    expect(faults, 'faults that a second browser reported to its console').toEqual([]);
  },

  dashboardOf: async ({ anotherBrowser }, use) => {
    await use(async (person, path) => Dashboard.of(await anotherBrowser(), person, path));
  },

  visitor: async ({ anotherBrowser, desk, deskbell, site }, use) => {
    const address = site.put({ snippet: snippetOf(deskbell.url, desk.widget) });
    await use(async () => {
      const page = await anotherBrowser();
      await page.goto(address);
      return new Widget(page);
    });
  },
});

/** Collects what no page may do: throw where nobody catches, or break its Content-Security-Policy. */
export function watch(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(error.error().stack ?? String(error.error())));
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  return faults;
}

export { expect };
export { expectAccessible } from './accessible';
