/** An API key from its making to its end, on the page of whoever makes it and in the hands of a program. */
import { Dashboard } from '../support/dashboard';
import { keepFrom } from '../support/line';
import { expect, expectAccessible, test } from '../support/test';

test('the owner makes a key, sees it once, a program works by it, and it is revoked', async ({
  desk,
  dashboardOf,
  deskbell,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/keys');
  await expect(ada.page.getByText('There are no API keys yet')).toBeVisible();
  await ada.page.getByRole('button', { name: 'Create API Key' }).click();
  const create = ada.page.getByRole('dialog', { name: 'Create API Key' });
  await create.getByLabel('Name').fill('Nightly export');
  await expect(create.getByRole('button', { name: 'Create the key' })).toBeDisabled();
  await create.getByText('Agent', { exact: true }).click();
  await create.getByRole('button', { name: 'Create the key' }).click();

  const made = ada.page.getByRole('dialog', { name: 'Your new API key' });
  const secret = await made.getByLabel('Key of Nightly export').inputValue();
  expect(secret).toMatch(/^dbk_[\w-]{43}$/);
  await made.getByRole('button', { name: 'Done' }).click();
  const line = ada.page.getByRole('list', { name: 'API keys' }).getByRole('listitem');
  await expect(line).toContainText('Never used');
  await expect(line).toContainText('Made by Ada Example');
  await expect(line).toContainText(`${secret.slice(0, 8)}…`);
  await expect(ada.page.getByText(secret)).toBeHidden();

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${deskbell.url}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${secret}` } });
  expect((await ask('/conversations')).status).toBe(200);
  const refused = await ask('/channels', { method: 'POST', body: '{"type":"widget","config":{}}' });
  expect(refused.status).toBe(403);

  await line.getByRole('button', { name: 'Revoke Nightly export' }).click();
  const revoke = ada.page.getByRole('dialog', { name: 'Revoke Nightly export' });
  await revoke.getByRole('button', { name: 'Revoke the key' }).click();
  await expect(ada.page.getByText('There are no API keys yet')).toBeVisible();
  expect((await ask('/conversations')).status).toBe(401);

  // Whoever manages none finds the page only by its address, and reads why it is empty.
  const bens = await dashboardOf(ben, '/settings/keys');
  await expect(bens.page.getByText('The keys were not shown')).toBeVisible();
  await expect(bens.page.getByRole('link', { name: 'API keys' })).toBeHidden();
});

test('whoever removes a role reads before what widens for whom, and a key comes to no more than it had', async ({
  desk,
  dashboardOf,
}) => {
  const add = async (name: string, permissions: string[]) =>
    (await desk.owner.call('POST', '/workspace/roles', { name, permissions })).id as string;
  const { member } = await desk.hire('Ben');
  const [id] = [await add('Readers', ['conversations.read']), await add('Guests', [])];
  await desk.owner.call('PATCH', `/team/members/${member}`, { role: id });
  const ada = await dashboardOf(desk.owner, '/settings/roles');
  await desk.owner.call('POST', '/workspace/keys', { name: 'Nightly', role: id });
  await ada.page.reload();
  await ada.page.getByRole('button', { name: 'Change Readers' }).click();
  const change = ada.page.getByRole('dialog', { name: 'Change Readers' });
  await expect(
    change.getByText('1 person and 1 API key have this role. What you change counts'),
  ).toBeVisible();
  await change.getByRole('button', { name: 'Cancel' }).click();
  await ada.page.getByRole('button', { name: 'Remove Readers' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Remove Readers' });
  await expect(dialog.getByText('1 person and 1 API key have this role.')).toBeVisible();
  const remove = dialog.getByRole('button', { name: 'Remove Readers' });
  await expect(remove).toBeDisabled();
  await dialog.getByText('Guests', { exact: true }).click();
  await expect(dialog.getByText('Guests may nothing that Readers may not.')).toBeVisible();
  await expect(dialog.getByText('1 API key gets it too.')).toBeVisible();

  await dialog.getByText('Agent', { exact: true }).click();
  const warning = dialog.getByRole('note');
  await expect(warning).toContainText('Agent may more than Readers:');
  await expect(warning).toContainText('Handle conversations, send messages');
  await expect(warning).toContainText('That is new for Ben Example.');
  await expect(warning).toContainText('1 API key ends');
  await expectAccessible(ada.page);
  await remove.click();
  await expect(dialog).toBeHidden();
  await ada.open('/settings/keys');
  await expect(ada.page.getByText('There are no API keys yet')).toBeVisible();
});

test('a key that a colleague revoked a moment ago is said to be gone, and leaves the list', async ({
  desk,
  anotherBrowser,
}) => {
  const { id } = await desk.owner.call('POST', '/workspace/keys', { name: 'Nightly', role: 'agent' });
  const page = await anotherBrowser();
  await keepFrom(page, 'workspace_changed');
  const ada = await Dashboard.of(page, desk.owner, '/settings/keys');
  await page.getByRole('button', { name: 'Revoke Nightly' }).click();
  await desk.owner.call('DELETE', `/workspace/keys/${id}`);
  await page
    .getByRole('dialog', { name: 'Revoke Nightly' })
    .getByRole('button', { name: 'Revoke the key' })
    .click();
  await expect(ada.notices.getByText('Nightly was revoked already')).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Revoke Nightly' })).toBeHidden();
  await expect(page.getByText('There are no API keys yet')).toBeVisible();
});
