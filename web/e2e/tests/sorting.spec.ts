/** The list of the team in the order that somebody looks for. */
import { expect, expectAccessible, test } from '../support/test';

test('the team is sorted by its columns, and on a phone by a menu', async ({ desk, dashboardOf }) => {
  await desk.hire('Cyd');
  const { person: ben } = await desk.hire('Ben', 'admin');
  const { conversation_id: id } = await (await desk.visitor()).say('Who has this one?');
  await desk.owner.call('POST', `/team/assign/${id}?agent_id=${ben.id}`);
  const { page } = await dashboardOf(desk.owner, '/settings/team');
  const table = page.getByRole('table', { name: 'Members' });
  const people = table.getByRole('checkbox', { name: /^Choose .* Example$/ });
  const names = () => people.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  const inOrder = (...expected: string[]) =>
    expect.poll(names).toEqual(expected.map((name) => `Choose ${name} Example`));

  await expect(people).toHaveCount(3);
  await inOrder('Ada', 'Ben', 'Cyd');
  await expect(table.getByRole('columnheader', { name: 'Person' })).toHaveAttribute('aria-sort', 'ascending');
  await table.getByRole('button', { name: 'Person' }).click();
  await expect(table.getByRole('columnheader', { name: 'Person' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await inOrder('Cyd', 'Ben', 'Ada');
  await table.getByRole('button', { name: 'Load' }).click();
  await expect(table.getByRole('columnheader', { name: 'Load' })).toHaveAttribute('aria-sort', 'descending');
  await inOrder('Ben', 'Ada', 'Cyd');
  await table.getByRole('button', { name: 'Role and tier' }).click();
  await expect(table.getByRole('columnheader', { name: 'Load' })).toHaveAttribute('aria-sort', 'none');
  await inOrder('Ada', 'Ben', 'Cyd');
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('By load');
  await inOrder('Ben', 'Ada', 'Cyd');
  await expectAccessible(page);
});

test('whoever looks at a person and goes back finds the list as it was, and everybody when they come anew', async ({
  desk,
  dashboardOf,
}) => {
  for (const name of ['Ben', 'Cyd']) await desk.hire(name);
  const { page } = await dashboardOf(desk.owner, '/settings/team');
  const table = page.getByRole('table', { name: 'Members' });
  const search = page.getByRole('searchbox', { name: 'Name or address' });
  const people = table.getByRole('checkbox', { name: /^Choose .* Example$/ });
  await expect(people).toHaveCount(3);
  await search.fill('example');
  await table.getByRole('button', { name: 'Person' }).click();
  await page.getByRole('combobox', { name: 'Tier' }).selectOption('Basic');
  await table.getByRole('link', { name: 'Cyd Example' }).click();
  await expect(page.getByRole('heading', { name: 'Cyd Example' })).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue('example');
  await expect(page.getByRole('combobox', { name: 'Tier' })).toHaveValue('basic');
  await expect(table.getByRole('columnheader', { name: 'Person' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const settings = page.getByRole('navigation', { name: 'Settings' });
  await settings.getByRole('link', { name: 'General' }).click();
  await settings.getByRole('link', { name: 'Team' }).click();
  await expect(people).toHaveCount(3);
  await expect(search).toHaveValue('');
});
