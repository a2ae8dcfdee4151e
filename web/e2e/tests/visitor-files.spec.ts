/** Files between a visitor and the team, both ways. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { DOT, give, textFile } from '../support/files';
import { expect, expectAccessible, test } from '../support/test';

async function downloaded(page: Page, start: () => Promise<void>): Promise<Download> {
  const got = page.waitForEvent('download');
  await start();
  return got;
}

test('a visitor attaches files and gets one back, over a reload too', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  const chosen = shop.panel.getByLabel('Files', { exact: true });
  const ada = await dashboardOf(desk.owner);

  await test.step('the first thing said is a file', async () => {
    await chosen.setInputFiles(textFile('invoice.txt', 'Total: 12'));
    await expect(shop.mine('invoice.txt')).toHaveClass(/\bsent\b/);
    await expectAccessible(shop.page);
    await ada.list.getByRole('link').click();
    const messages = ada.thread.getByRole('group', { name: 'Messages' });
    const download = await downloaded(ada.page, () =>
      messages.getByRole('button', { name: /^Download invoice\.txt/ }).click(),
    );
    expect(await readFile(await download.path(), 'utf8')).toBe('Total: 12');
  });

  await test.step('a picture is pasted; one whose way is cut says so, and the next goes', async () => {
    await shop.page.route(/\/visitor\/upload/, (route) => route.abort('connectionreset'), { times: 1 });
    await give(shop.field, 'paste', 'lantern.png');
    await expect(shop.panel.getByText('lantern.png was not sent. Try again.')).toBeVisible();
    await give(shop.field, 'paste', 'lantern.png');
    await expect(shop.mine('lantern.png')).toHaveClass(/\bsent\b/);
    await expect(shop.panel.getByText('lantern.png was not sent')).toBeHidden();
    await expect(ada.thread.getByRole('button', { name: /^Look at lantern\.png/ })).toBeVisible();
  });

  await test.step('an empty one is refused with the reason', async () => {
    await chosen.setInputFiles(textFile('nothing.txt', ''));
    await expect(shop.panel.getByText('nothing.txt was not sent. The file is empty.')).toBeVisible();
    await shop.say('That was all');
    await expect(shop.panel.getByText('nothing.txt was not sent')).toBeHidden();
  });

  await test.step('the team sends one, and the visitor gets it after a reload', async () => {
    const files = ada.page.getByRole('list', { name: 'Files of this message' });
    const picture = { name: 'glass.png', mimeType: 'image/png', buffer: DOT };
    await ada.page.getByLabel('Files', { exact: true }).setInputFiles(picture);
    await expect(files.getByRole('listitem')).toHaveCount(1);
    await expect(ada.thread.getByRole('button', { name: 'Send' })).toBeEnabled();
    await ada.answer('Like this one?');
    await expect(shop.theirs('glass.png')).toBeVisible();
    await shop.page.reload();
    await shop.open();
    const download = await downloaded(shop.page, () =>
      shop.theirs('glass.png').getByRole('button', { name: 'glass.png' }).click(),
    );
    expect(download.suggestedFilename()).toBe('glass.png');
    expect((await readFile(await download.path())).equals(DOT)).toBe(true);
    await expect(shop.panel.locator('.mine')).toHaveCount(3);
  });
});

test.describe('where a file of a visitor has at most 1 MB', () => {
  test.use({ settings: { DESKBELL_VISITOR_FILE_MIB: '1' } });

  test('a larger one is refused with that number, and nothing else waits for it', async ({
    visitor,
    desk,
  }) => {
    const shop = await visitor();
    await shop.open();
    const large = { ...textFile('large.txt', ''), buffer: Buffer.alloc(2 * 1024 * 1024, 'a') };
    await shop.panel.getByLabel('Files', { exact: true }).setInputFiles(large);
    await expect(shop.panel.getByText(/^large\.txt was not sent\. .*1 MiB\.$/)).toBeVisible();
    await shop.say('Then in words');
    const [{ preview }] = await desk.owner.call('GET', '/conversations');
    expect(preview.content).toBe('Then in words');
  });
});
