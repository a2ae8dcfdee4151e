import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Server, type Settings } from './server';

interface Fixtures {
  /** Settings of this test's server: `test.use({ settings: { DESKBELL_… } })`. */
  settings: Settings;
  /** This test's server; `page` is already pointed at it. */
  deskbell: Server;
  /** Opens a second person's browser: own cookies, same server. Closed when the test ends. */
  anotherBrowser: () => Promise<Page>;
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

  baseURL: async ({ deskbell }, use) => {
    await use(deskbell.url);
  },

  context: async ({ context }, use) => {
    const faults = watch(context);
    await use(context);
    expect(faults, 'faults that the page reported to its console').toEqual([]);
  },

  anotherBrowser: async ({ browser, baseURL }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL });
      opened.push({ context, faults: watch(context) });
      return context.newPage();
    });
    await Promise.all(opened.map(({ context }) => context.close()));
    const faults = opened.flatMap((one) => one.faults);
    expect(faults, 'faults that a second browser reported to its console').toEqual([]);
  },
});

/** Collects what no page may do: throw where nobody catches, or break its Content-Security-Policy. */
function watch(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(error.error().stack ?? String(error.error())));
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  return faults;
}

export { expect };
export { expectAccessible } from './accessible';
