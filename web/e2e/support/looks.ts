import type { Page } from '@playwright/test';
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
