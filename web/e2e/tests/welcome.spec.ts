import { Dashboard } from '../support/dashboard';
import { Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

test('the first steps go by keyboard, survive a reload, and are nobody else’s', async ({
  page,
  deskbell,
}) => {
  const ada = await Person.register(deskbell, 'Ada');
  const ben = await Person.register(deskbell, 'Ben');
  await Dashboard.signIn(page, ada);
  await page.goto('/welcome');
  const name = page.getByRole('textbox', { name: 'Name of the workspace' });
  const rules = page.getByRole('heading', { name: 'How does Harbour & Pine work?' });
  await expect(name).toBeFocused();
  await page.keyboard.type('Harbour & Pine');
  await page.keyboard.press('Enter');
  await expect(rules).toBeFocused();
  await expectAccessible(page);

  await page.reload();
  await expect(rules).toBeFocused();
  await page.getByRole('button', { name: 'Back' }).press('Enter');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Harbour & Pine');

  await Dashboard.signIn(page, ben);
  await page.reload();
  await expect(name).toHaveValue('');

  await Dashboard.signIn(page, ada);
  await page.reload();
  await name.fill('Pine & Harbour');
  await name.press('Enter');
  const create = page.getByRole('button', { name: 'Create Pine & Harbour' });
  await expect(create, 'the rules are there').toBeEnabled();
  await create.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Your site' })).toBeFocused();
  await page.keyboard.type('harbour.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Put the bell on your site' })).toBeFocused();
  await page.getByRole('button', { name: 'Go on to the first message' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Ring the bell' })).toBeFocused();
  await page.getByRole('button', { name: 'Go on to the team' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Who answers with you?' })).toBeFocused();
});
