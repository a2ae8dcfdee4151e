/** A workspace gets another owner: one asks, the other accepts, and there is one owner at every moment. */
import { Organization } from '../support/organization';
import { PASSWORD } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

test('the owner hands the workspace over: the other is asked, accepts, and both pages change', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ben = await house.bring('Ben');
  // Two blanks look like one: the name is typed below as it looks.
  await house.owner.call('PATCH', '/workspace', { name: house.name.replace(' ', '  ') });
  const bens = await dashboardOf(ben, '/team');
  const ada = await dashboardOf(house.owner, '/settings/general');
  const section = (of: typeof ada) => of.page.getByRole('region', { name: 'Ownership' });

  await test.step('Ada asks Ben', async () => {
    await section(ada).getByRole('button', { name: 'Hand over…' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Hand over the workspace' });
    await dialog.getByLabel('Name or address').fill('ben');
    await dialog.getByRole('radio', { name: 'Ben Example' }).check();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Ask them to own it' }).click();
    await expect(dialog).toBeHidden();
    await expect(section(ada)).toContainText('Ben Example is nominated');
  });

  await test.step('Ben is told on whichever page he is, and finds the way', async () => {
    await expect(bens.page.getByText(`You are to own ${house.name}.`)).toBeVisible();
    await bens.page.getByRole('link', { name: 'Look at it' }).click();
    await expect(section(bens)).toContainText('Nothing changes until you accept');
  });

  await test.step('he types what he is to own, and shows that it is he', async () => {
    await section(bens).getByRole('button', { name: 'Accept…' }).click();
    const dialog = bens.page.getByRole('dialog', { name: `Own ${house.name}` });
    const own = dialog.getByRole('button', { name: `Own ${house.name}` });
    await dialog.getByRole('textbox', { name: 'Your password' }).fill('not his password');
    await expect(own, 'the name is missing').toBeDisabled();
    await dialog.getByLabel('Name of the workspace').fill(house.name);
    await own.click();
    await expect(dialog.getByRole('textbox', { name: 'Your password' })).toHaveAttribute(
      'aria-invalid',
      'true',
    );
    await expectAccessible(bens.page);
    await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
    await own.click();
    await expect(dialog).toBeHidden();
  });

  await test.step('what only an owner may has moved from her page to his', async () => {
    await expect(section(bens).getByRole('button', { name: 'Hand over…' })).toBeVisible();
    await expect(bens.page.getByRole('button', { name: 'Delete…' })).toBeVisible();
    await expect(bens.page.getByText(`You are to own ${house.name}.`)).toBeHidden();
    await expect(section(ada)).toBeHidden();
    await expect(ada.page.getByRole('button', { name: 'Delete…' })).toBeHidden();
    await ada.open('/settings/team');
    await expect(ada.member('Ben Example')).toContainText('Owner');
    await expect(ada.member('Ada Example')).toContainText('Admin');
  });
});

test('a nomination is declined, and nothing has changed', async ({ deskbell, dashboardOf }) => {
  const house = await Organization.open(deskbell);
  const ben = await house.bring('Ben', 'admin');
  const members = await house.owner.call('GET', '/team/members');
  const his = members.find((each: { email: string }) => each.email === ben.email);
  const ada = await dashboardOf(house.owner, '/settings/general');
  const bens = await dashboardOf(ben, '/settings/general');
  await house.owner.call('POST', '/workspace/transfer', { member_id: his.id });
  await expect(ada.page.getByRole('region', { name: 'Ownership' })).toContainText('Ben Example is nominated');
  await bens.page.getByRole('button', { name: 'Decline' }).click();
  await expect(bens.page.getByRole('region', { name: 'Ownership' })).toBeHidden();
  await expect(ada.page.getByRole('button', { name: 'Hand over…' })).toBeVisible();
  const late = await ben.ask('POST', '/workspace/transfer/accept', { name: house.name, password: PASSWORD });
  expect(late.body.code, 'what was declined is over').toBe('no_transfer');
});
