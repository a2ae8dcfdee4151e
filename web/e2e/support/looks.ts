import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expectNoSidewaysScroll } from './fits';

/** The windows in which every page is read: light, dark, and as small as a phone. */
export const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'light, on a phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark, on a phone', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

/** Reads the page as it stands: nothing grave for axe, nothing wider than the window. */
export async function look(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** Reads an address in light, dark and on a phone. Each time it is loaded anew: nothing is read halfway from one to the next. */
export async function lookInEvery(page: Page, path: string, ...shows: Locator[]): Promise<void> {
  for (const { name, colorScheme, viewport } of LOOKS.slice(0, 3)) {
    await test.step(`${path}, ${name}`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.goto(path);
      for (const each of shows) await expect(each).toBeVisible();
      await look(page);
    });
  }
}
