/** Files in the dashboard: how they come into an answer, what goes wrong on the way, and how they are got out again. */
import { readFile } from 'node:fs/promises';
import { give, textFile } from '../support/files';
import { expect, expectAccessible, test } from '../support/test';

test('files are chosen, pasted and dropped, a failed one is sent again, and a colleague gets them', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id: id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  const bens = await dashboardOf(ben, `/c/${id}`);
  const files = ada.page.getByRole('list', { name: 'Files of this message' });
  const file = (name: string) => files.getByRole('listitem').filter({ hasText: name });
  const send = ada.thread.getByRole('button', { name: 'Send' });
  await expect(send, 'there is nothing to send').toBeDisabled();

  await test.step('chosen, and out again', async () => {
    const input = ada.page.getByLabel('Files', { exact: true });
    await input.setInputFiles([textFile('invoice.txt', 'Total: 12'), textFile('wrong.txt', 'Oh')]);
    await expect(file('invoice.txt')).toContainText('9 B');
    await file('wrong.txt').getByRole('button', { name: 'Remove wrong.txt' }).click();
    await expect(file('wrong.txt')).toBeHidden();
  });

  await test.step('one that does not get there says so, and is sent again', async () => {
    await ada.page.route(/\/upload\?/, (route) => route.abort('connectionreset'), { times: 1 });
    await give(ada.reply, 'paste', 'lantern.png');
    await expect(file('lantern.png').getByRole('alert')).toBeVisible();
    await expectAccessible(ada.page);
    await file('lantern.png').getByRole('button', { name: 'Retry' }).click();
    await expect(file('lantern.png').getByRole('alert')).toBeHidden();
    await give(ada.reply, 'drop', 'glass.png');
    await expect(file('glass.png')).toBeVisible();
  });

  await test.step('over a reload they are kept, and go without a word', async () => {
    await expect(send).toBeEnabled();
    await ada.page.reload();
    await expect(files.getByRole('listitem')).toHaveCount(3);
    await send.click();
    await expect(files).toBeHidden();
  });

  await test.step('Ben looks at a picture, and gets the file as it was', async () => {
    const messages = bens.thread.getByRole('group', { name: 'Messages' });
    await messages.getByRole('button', { name: /^Look at lantern\.png/ }).click();
    const large = bens.page.getByRole('dialog', { name: 'lantern.png' });
    await expect(large.getByRole('img', { name: 'lantern.png' })).toBeVisible();
    await expectAccessible(bens.page);
    await bens.page.keyboard.press('Escape');
    await expect(large).toBeHidden();
    const got = bens.page.waitForEvent('download');
    await messages.getByRole('button', { name: /^Download invoice\.txt/ }).click();
    const download = await got;
    expect(download.suggestedFilename()).toBe('invoice.txt');
    expect(await readFile(await download.path(), 'utf8')).toBe('Total: 12');
  });
});

test.describe('where the operator allows files of 1 MiB', () => {
  test.use({ settings: { DESKBELL_MEMBER_FILE_MIB: '1' } });

  test('a larger one says so before it is sent, by the size that counts here', async ({
    desk,
    dashboardOf,
  }) => {
    const { conversation_id: id } = await (await desk.visitor()).say('Hello');
    const ada = await dashboardOf(desk.owner, `/c/${id}`);
    const input = ada.page.getByLabel('Files', { exact: true });
    const files = ada.page.getByRole('list', { name: 'Files of this message' });
    let uploads = 0;
    ada.page.on('request', (request) => (uploads += Number(request.url().includes('/upload?'))));
    await input.setInputFiles(textFile('large.txt', 'x'.repeat(1024 * 1024 + 1)));
    await expect(files.getByRole('alert')).toContainText('A file has at most 1 MB.');
    expect(uploads).toBe(0);
  });
});
