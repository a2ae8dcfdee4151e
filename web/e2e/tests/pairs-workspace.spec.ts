/** What the owner does to the workspace as a whole, and whose page changes: the rows of PAIRS.md under the same heading. */
import { expect, test } from '../support/test';

test('the owner gives another tier → the team reads it', async ({ desk, dashboardOf }) => {
  await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const cyds = await dashboardOf(cyd, '/settings/team');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(cyds.member('Ben Example')).toContainText('Basic');
  await ada.actOn('Ben Example', 'Change tier…');
  const dialog = ada.page.getByRole('dialog', { name: 'Change the tier of Ben Example' });
  await dialog.getByRole('radio', { name: 'Power' }).check();
  await dialog.getByRole('button', { name: 'Give Ben Power' }).click();
  await expect(cyds.member('Ben Example')).toContainText('Power');
});

test('the owner gives several people another tier → the team reads it of each of them', async ({
  desk,
  dashboardOf,
}) => {
  await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const cyds = await dashboardOf(cyd, '/settings/team');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(cyds.member('Ben Example')).toContainText('Basic');
  for (const name of ['Ben', 'Cyd']) {
    await ada.page.getByRole('checkbox', { name: `Choose ${name} Example` }).click();
  }
  await ada.page.getByRole('button', { name: 'Change tier…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Change the tier of 2 people' });
  await dialog.getByRole('radio', { name: 'Power' }).click();
  await dialog.getByRole('button', { name: 'See what happens' }).click();
  await dialog.getByRole('button', { name: 'Give Power to 2 people' }).click();
  for (const name of ['Ben', 'Cyd']) await expect(cyds.member(`${name} Example`)).toContainText('Power');
});

test('the owner makes a role and gives it → the person may do what it grants at once, and no more', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, `/c/${conversation_id}`);
  const ada = await dashboardOf(desk.owner, '/settings/roles');
  const picker = bens.thread.getByRole('button', { name: /give to somebody/ });
  await expect(bens.message('Hello')).toBeVisible();
  await expect(picker).toBeHidden();
  await ada.page.getByRole('button', { name: 'Add a role' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Add a role' });
  await dialog.getByLabel('Name').fill('Night shift');
  for (const may of ['Read conversations', 'Handle conversations, send messages', 'Assign conversations']) {
    await dialog.getByRole('switch', { name: may }).check();
  }
  await dialog.getByRole('button', { name: 'Add the role' }).click();
  await expect(ada.page.getByText('Night shift').first()).toBeVisible();
  await ada.open('/settings/team');
  await ada.actOn('Ben Example', 'Change role…');
  await ada.page.getByRole('dialog').getByRole('radio', { name: 'Night shift' }).check();
  await ada.page.getByRole('button', { name: 'Make Ben Night shift' }).click();
  await expect(picker).toBeVisible();
  await expect(ada.member('Ben Example')).toContainText('Night shift');
  await ada.open('/settings/roles');
  await ada.page.getByRole('button', { name: 'Change Night shift' }).click();
  const change = ada.page.getByRole('dialog', { name: 'Change Night shift' });
  await change.getByRole('switch', { name: 'Assign conversations' }).uncheck();
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(picker).toBeHidden();
});

test('the owner deletes the workspace and restores it → every page says so, and stops saying so', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, '/');
  const ada = await dashboardOf(desk.owner, '/settings/general');
  const name = 'Desk of Ada Example';
  await ada.page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: `Delete ${name}` });
  const remove = dialog.getByRole('button', { name: `Delete ${name}` });
  const typed = dialog.getByRole('textbox', { name: 'Name of the workspace' });
  await expect(remove).toBeDisabled();
  await typed.fill('Desk of ada example');
  await remove.click();
  await expect(typed, 'the server says that it is another name').toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText(`Type ${name}.`)).toHaveCount(2);
  await typed.fill(` ${name.replace(' ', '  ')}`);
  await remove.click();
  const banner = bens.page.getByText(`${name} was deleted by Ada Example.`);
  await expect(banner).toBeVisible();
  await expect(bens.page.getByRole('button', { name: 'Restore it' })).toBeHidden();
  await ada.page.getByRole('button', { name: 'Restore it' }).click();
  await expect(banner).toBeHidden();
});

test('the owner plans a removal and calls it off → the team reads the day, and no longer', async ({
  desk,
  dashboardOf,
}) => {
  await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const cyds = await dashboardOf(cyd, '/settings/team');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await ada.actOn('Ben Example', 'Switch off Agent Access…');
  const dialog = ada.page.getByRole('dialog', { name: 'Agent Access of Ben Example' });
  await dialog.getByRole('radio', { name: 'Remove Ben in 30 days' }).click();
  await dialog.getByRole('button', { name: 'Switch off Ben’s access' }).click();
  const bens = cyds.member('Ben Example');
  await expect(bens).toContainText(/Removal \d+ \w+/);
  await ada.member('Ben Example').getByRole('link', { name: 'Ben Example' }).click();
  await ada.page.getByRole('button', { name: 'Call off the removal' }).click();
  await expect(bens).not.toContainText('Removal');
  await expect(bens, 'his access stays off').toContainText('off');
});

test('the owner switches the monthly mail off and on → an admin’s report page says which', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const bens = await dashboardOf(ben, '/settings/reports');
  const ada = await dashboardOf(desk.owner, '/settings/reports');
  const toggle = ada.page.getByRole('switch', { name: 'By mail, once a month' });
  const told = bens.page.getByRole('region', { name: 'By mail, once a month' });
  await expect(told).toContainText('On; the owner decides');
  await toggle.click();
  await expect(told).toContainText('Off; the owner decides');
  await toggle.click();
  await expect(told).toContainText('On; the owner decides');
});

test('the owner erases a customer → a colleague’s list and conversation say nothing of them any more', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const visitor = await desk.visitor();
  const { conversation_id: id } = await visitor.say('I am Ines, ines@example.com');
  await visitor.call('PATCH', '/visitor', { name: 'Ines Duarte', email: 'ines@example.com' });
  const bens = await dashboardOf(ben, `/c/${id}`);
  const pane = bens.page.getByRole('complementary', { name: 'Customer' });
  await expect(pane.getByRole('heading', { name: 'Ines Duarte' })).toBeVisible();
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  await ada.page.getByRole('button', { name: 'Erase…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Erase personal data' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ines Duarte');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(pane.getByText(/^Erased on .+ by Ada Example\.$/)).toBeVisible();
  await expect(bens.page.getByText('Ines')).toHaveCount(0);
  await expect(bens.page.getByText('ines@example.com')).toHaveCount(0);
});

test('the owner erases somebody who was a member → a colleague’s conversation names them no more', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const { conversation_id: id } = await (await desk.visitor()).say('Where is my order?');
  await ben.call('POST', `/conversations/${id}/messages`, { content: 'On its way.' });
  const cyds = await dashboardOf(cyd, `/c/${id}`);
  const byBen = cyds.thread.getByText(/^Ben ·/);
  await expect(byBen).toBeVisible();
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(ada.member('Ben Example')).toBeVisible();
  await desk.owner.call('DELETE', `/team/members/${member}`);
  await ada.page.getByRole('button', { name: 'Erase…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Erase personal data' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ben Example');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(byBen).toHaveCount(0);
  await expect(cyds.page.getByText('Ben Example')).toHaveCount(0);
  await expect(cyds.message('On its way.')).toBeVisible();
});
