import { defineConfig } from '@playwright/test';

/**
 * Every test has a server of its own (`support/test.ts`), so all of them may run at once. Nothing is tried twice: a test
 * that passes sometimes is a fault that somebody will meet.
 *
 * `live` speaks to the server with the official Socket.IO client and opens no browser; `pages` is what people see.
 */
export default defineConfig({
  projects: [
    { name: 'live', testDir: 'live' },
    { name: 'pages', testDir: 'tests' },
  ],
  outputDir: '../../target/e2e',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // The machine's own Chromium: nothing is downloaded, and it is the browser that people have.
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
