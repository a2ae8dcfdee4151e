/** How a team keeps order in many conversations: tags, views of one's own, canned replies, search. */
import { expect, test } from '../support/test';

test('tags, a view, a canned reply and a search, and what a colleague sees of them', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id: id } = await (await desk.visitor()).say('The glass broke on its way to Tromsø');
  await (await desk.visitor()).say('Do you have it in green?');
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/tags');
  const bens = await dashboardOf(ben, `/c/${id}`);
  const dialog = ada.page.getByRole('dialog');

  await test.step('Ada makes a tag', async () => {
    await ada.page.getByRole('button', { name: 'New tag' }).click();
    await dialog.getByLabel('Name').fill('Damaged in post');
    await dialog.getByRole('radio', { name: 'Blue' }).check();
    await dialog.getByRole('button', { name: 'Make the tag' }).click();
    await expect(ada.page.getByRole('main').getByText('Damaged in post')).toBeVisible();
  });

  await test.step('and a canned reply', async () => {
    const { page } = ada;
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Canned' }).click();
    await page.getByRole('button', { name: 'New canned reply' }).click();
    await dialog.getByLabel('Short word').fill('sorry');
    await dialog.getByLabel('What it is for').fill('A broken glass');
    await dialog.getByLabel('Text').fill('We are sorry. A new glass leaves today.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('/sorry')).toBeVisible();
  });

  await test.step('Ben, who was told of both, puts the tag on', async () => {
    await bens.customer.getByRole('button', { name: 'Tag' }).click();
    await bens.page.getByRole('menuitemcheckbox', { name: 'Damaged in post' }).click();
    await bens.page.keyboard.press('Escape');
    await expect(bens.customer.getByText('Damaged in post')).toBeVisible();
    await expect(bens.thread.getByText('Ben changed the tags')).toBeVisible();
  });

  await test.step('he answers by the short word', async () => {
    await bens.reply.pressSequentially('/sor');
    await expect(bens.page.getByRole('option', { name: /A broken glass/ })).toBeVisible();
    await bens.page.keyboard.press('Enter');
    await expect(bens.reply).toHaveValue('We are sorry. A new glass leaves today.');
    await bens.page.keyboard.press('Control+Enter');
    await expect(bens.message('We are sorry. A new glass leaves today.')).toBeVisible();
  });

  await test.step('he narrows the list to the tag, and keeps that as a view', async () => {
    await bens.list.getByRole('button', { name: 'Filter' }).click();
    await bens.page.getByRole('menuitemradio', { name: 'Damaged in post' }).click();
    await expect(bens.row('Do you have it in green?')).toBeHidden();
    await expect(bens.row('We are sorry')).toBeVisible();
    await bens.list.getByRole('button', { name: 'Filter' }).click();
    await bens.page.getByRole('menuitem', { name: 'Keep as a view…' }).click();
    await bens.page.getByRole('dialog').getByLabel('Name').fill('Broken things');
    await bens.page.getByRole('dialog').getByRole('button', { name: 'Keep the view' }).click();
    await bens.view('All').click();
    await expect(bens.row('Do you have it in green?')).toBeVisible();
    await bens.rail.getByRole('link', { name: 'Broken things' }).click();
    await expect(bens.row('Do you have it in green?')).toBeHidden();
    await expect(bens.row('We are sorry')).toBeVisible();
    await expect(ada.rail.getByText('Broken things'), 'it is his alone').toBeHidden();
  });

  await test.step('Ada finds what was said, by a word that is spelled plainly', async () => {
    await ada.page.keyboard.press('Control+k');
    await ada.page.keyboard.type('tromso');
    await ada.page.getByRole('option', { name: /The glass broke on its way/ }).click();
    await expect(ada.message('The glass broke on its way to Tromsø')).toBeVisible();
    await expect(ada.customer.getByText('Damaged in post')).toBeVisible();
  });
});
