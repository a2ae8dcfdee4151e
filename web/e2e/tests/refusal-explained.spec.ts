/** A "no" in words, and its link followed to where it can be changed. */
import type { Dashboard } from '../support/dashboard';
import { expect, expectAccessible, test } from '../support/test';

test('an admin reads why they may not invite, and the owner changes it behind the link', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben, member } = await desk.hire('Ben', 'admin');
  await desk.hire('Cyd');
  const bens = await dashboardOf(ben, `/team/${member}?tab=rights`);
  const ada = await dashboardOf(desk.owner, `/team/${member}?tab=rights`);
  const line = (of: Dashboard) =>
    of.page
      .getByRole('region', { name: 'Rights of Ben Example' })
      .getByRole('row', { name: /^Turn a member's access off and on/ });
  const section = (of: Dashboard) => of.page.getByRole('region', { name: 'Admins manage agents' });

  await test.step('his page says no, by which rule, and where that is decided', async () => {
    await expect(line(bens)).toContainText('No');
    await line(bens).getByRole('link', { name: 'See the switch' }).click();
    await expect(bens.page.getByRole('heading', { name: 'General' })).toBeVisible();
    await expect(section(bens)).toContainText('Off; the owner decides');
    await expectAccessible(bens.page);
  });

  await test.step('Ada follows the same link, and turns the switch', async () => {
    await line(ada).getByRole('link', { name: 'See the switch' }).click();
    const turn = section(ada).getByRole('switch');
    await expect(turn).not.toBeChecked();
    await turn.click();
    await expect(ada.notices).toContainText('The settings were saved');
    await expect(turn).toBeChecked();
  });

  await test.step('Ben sees it turned, and may at once', async () => {
    await expect(section(bens)).toContainText('On; the owner decides');
    await bens.page.goBack();
    await expect(line(bens)).toContainText('Yes');
    await bens.page.goto('/settings/team');
    await bens.actOn('Cyd Example', 'Switch off Agent Access…');
    await bens.page.getByRole('button', { name: 'Switch off Cyd’s access' }).click();
    await expect(bens.member('Cyd Example')).toContainText('Agent Access off');
  });
});
