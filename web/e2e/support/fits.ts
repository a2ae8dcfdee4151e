import { expect, type Page } from '@playwright/test';

/** Expects that nothing is wider than the window, so that nobody has to scroll sideways to read. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { have, need } = await page.evaluate(() => ({
    have: document.documentElement.clientWidth,
    need: Math.max(document.documentElement.scrollWidth, document.body.scrollWidth),
  }));
  expect(need, `the width that ${page.url()} needs`).toBeLessThanOrEqual(have);
}
