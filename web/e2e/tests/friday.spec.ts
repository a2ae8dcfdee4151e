/** Friday: the report shows who does not use it; they are chosen by the filter, switched off at once, and taken back. */
import { Dashboard } from '../support/dashboard';
import { Organization } from '../support/organization';
import { expect, expectAccessible, test } from '../support/test';

const ABSENT = ['Ben Example', 'Cyd Example', 'Dee Example'];

/** What the list in the dialog says of somebody. */
const result = ({ page }: Dashboard, name: string) =>
  page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });

test('who is inactive is chosen by the filter, switched off together, and taken back where it still stands', async ({
  desk,
  dashboardOf,
}) => {
  await desk.owner.call('PUT', '/billing/plan', { plan: 'pro' });
  // Who was added and has done nothing yet is inactive.
  const { person: ben } = await desk.hire('Ben');
  for (const name of ['Cyd', 'Dee']) await desk.hire(name);
  const { person: eli } = await desk.hire('Eli');
  await eli.call('PATCH', '/team/status', { status: 'live' });
  const bens = await dashboardOf(ben, '/');
  const ada = await dashboardOf(desk.owner, '/settings/reports');
  const dialog = ada.page.getByRole('dialog');

  await test.step('the report names them, and leads to them in the team', async () => {
    const inactive = ada.page.getByRole('region', { name: 'Inactive people' });
    for (const name of ABSENT) await expect(inactive).toContainText(name);
    await inactive.getByRole('link', { name: 'Choose among them in Team' }).click();
    await expect(ada.page.getByRole('combobox', { name: 'Activity' })).toHaveValue('inactive');
    for (const name of ABSENT) await expect(ada.member(name)).toBeVisible();
    await expect(ada.member('Eli Example')).toBeHidden();
    await expect(ada.member('Ada Example')).toBeHidden();
  });

  await test.step('all that the filter finds are chosen, by the keyboard', async () => {
    await ada.page.getByRole('checkbox', { name: 'Choose everybody shown' }).press('Space');
    await expect(ada.page.getByText('3 people chosen')).toBeVisible();
    await expectAccessible(ada.page);
  });

  await test.step('a look says what will become of whom; nothing was done', async () => {
    await ada.page.getByRole('button', { name: 'Switch off Agent Access…' }).click();
    await dialog.getByRole('button', { name: 'See what happens' }).click();
    await expect(dialog.getByText('3 people will be changed, 0 people left out.')).toBeVisible();
    for (const name of ABSENT) await expect(result(ada, name)).toContainText('Will be changed');
    await expectAccessible(ada.page);
    await expect(bens.page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
  });

  await test.step('whoever changed since is left out, and said', async () => {
    const members = await desk.owner.call('GET', '/team/members');
    const cyd = members.find((member: { name: string }) => member.name === 'Cyd Example');
    await desk.owner.call('PATCH', `/team/members/${cyd.id}`, { tier: 'power' });
    await dialog.getByRole('button', { name: 'Switch off for 3 people' }).click();
    await expect(dialog.getByText('Done for 2 people. 1 person skipped.')).toBeVisible();
    await expect(result(ada, 'Ben Example')).toContainText('Access is off');
    await expect(result(ada, 'Cyd Example')).toContainText('Skipped. Their tier was changed');
    await expectAccessible(ada.page);
    await expect(bens.page.getByText('Your access to Desk of Ada Example is off')).toBeVisible();
  });

  await test.step('undone, it holds for whoever still stands as it left them', async () => {
    const members = await desk.owner.call('GET', '/team/members');
    const dee = members.find((member: { name: string }) => member.name === 'Dee Example');
    await desk.owner.call('PATCH', `/team/members/${dee.id}`, { agent_access: true });
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect(dialog.getByText('Undone for 1 person. 1 person changed since')).toBeVisible();
    await expect(result(ada, 'Ben Example')).toContainText('As before');
    await expect(result(ada, 'Dee Example')).toContainText('Stays.');
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(dialog).toBeHidden();
    await expect(bens.page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
    await expect(ada.page.getByText('people chosen')).toBeHidden();
  });
});

test('on a phone: people are chosen by name, and the owner is left out with the reason', async ({
  deskbell,
  anotherBrowser,
}) => {
  const house = await Organization.open(deskbell);
  await house.bring('Ben');
  const page = await anotherBrowser({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const ada = await Dashboard.of(page, house.owner, '/settings/team');
  await page.getByRole('checkbox', { name: 'Choose Ben Example' }).tap();
  await page.getByRole('button', { name: 'Add the other 1 shown' }).tap();
  await expect(page.getByText('2 people chosen')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change tier…' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Change the tier of 2 people' });
  await dialog.getByRole('radio', { name: 'Power' }).tap();
  await dialog.getByRole('button', { name: 'See what happens' }).tap();
  await expect(result(ada, 'Ada Example')).toContainText('Skipped.');
  await dialog.getByRole('button', { name: 'Give Power to 1 person' }).tap();
  await expect(dialog.getByText('Done for 1 person. 1 person skipped.')).toBeVisible();
  await expectAccessible(page);
});
