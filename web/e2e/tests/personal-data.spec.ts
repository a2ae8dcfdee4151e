/** Somebody asks what is held about them, and to be erased: a customer, and whoever worked here. */
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from '../support/test';

test('the owner hands out what is held about a customer, and erases it', async ({ desk, dashboardOf }) => {
  const visitor = await desk.visitor();
  const { conversation_id: id } = await visitor.say('I am Ines Duarte, ines@example.com');
  const { customer_id: customer } = await desk.owner.call('GET', `/conversations/${id}`);
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  const page = ada.page;
  const acts = page.getByRole('group', { name: 'Personal data' });

  await test.step('the file has what she wrote', async () => {
    const download = page.waitForEvent('download');
    await acts.getByRole('button', { name: 'Export personal data' }).click();
    const file = await (await download).path();
    const data = JSON.parse(await readFile(file, 'utf8'));
    expect(data.id).toBe(customer);
    expect(data.held.messages[0].content).toContain('ines@example.com');
  });

  await test.step('what goes and what is kept is said first, in the light, in the dark and on a phone', async () => {
    await acts.getByRole('button', { name: 'Erase…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase personal data' });
    await expect(dialog.getByRole('region', { name: 'What goes' })).toContainText('Messages 1');
    await expect(dialog.getByRole('region', { name: 'What is kept' })).toContainText('audit log');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
    const typed = dialog.getByRole('textbox', { name: 'Name' });
    await typed.fill('Somebody else');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(typed).toHaveAttribute('aria-invalid', 'true');
    await typed.fill('Visitor');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the conversation says nothing any more', async () => {
    await expect(page.getByText('This was erased.').first()).toBeVisible();
    await expect(page.getByText('ines@example.com')).toBeHidden();
  });

  await test.step('she is marked as erased, with day and name, and nothing is left to erase', async () => {
    const pane = page.getByRole('complementary', { name: 'Customer' });
    await expect(pane.getByText(/^Erased on .+ \d{4} by Ada Example\.$/)).toBeVisible();
    await expect(acts.getByRole('button', { name: 'Export personal data' })).toBeVisible();
    await expect(acts.getByRole('button', { name: 'Erase…' })).toBeHidden();
    await expectAccessible(page);
  });
});

test('the owner erases somebody who was a member', async ({ desk, dashboardOf }) => {
  const { person: ben, member } = await desk.hire('Ben');
  const { conversation_id: id } = await (await desk.visitor()).say('Where is my order?');
  await ben.call('POST', `/conversations/${id}/messages`, { content: 'On its way.' });
  await desk.owner.call('DELETE', `/team/members/${member}`);
  const ada = await dashboardOf(desk.owner, '/settings/team');
  const page = ada.page;
  const former = page.getByRole('region', { name: 'Former people' });

  await test.step('he is among the former people, on a phone too', async () => {
    await expect(former).toContainText('Ben Example');
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
  });

  await test.step('she types his name', async () => {
    const acts = former.getByRole('group', { name: 'Personal data of Ben Example' });
    await acts.getByRole('button', { name: 'Erase…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase personal data' });
    await expect(dialog).toContainText('Type Ben Example.');
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ben Example');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(dialog).toBeHidden();
    await expect(former).toBeHidden();
  });

  await test.step('the log says that he was erased in the place of his name', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/settings/audit');
    await expect(page.getByText(/Ada Example removed erased on .* by Ada Example/)).toBeVisible();
    await expect(page.getByText('Ben Example')).toBeHidden();
  });
});
