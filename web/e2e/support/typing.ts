import { expect, type Locator } from '@playwright/test';

/**
 * Goes on writing until somebody else sees it. What is typed before the other page listens is rightly lost, and is told
 * again while somebody writes on.
 */
export async function writeUntilSeen(field: Locator, seen: Locator): Promise<void> {
  await expect(async () => {
    await field.pressSequentially('.');
    await expect(seen).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}
