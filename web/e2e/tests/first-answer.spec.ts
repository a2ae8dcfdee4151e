import type { Page } from '@playwright/test';
import { ask, PASSWORD, Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/login');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
}

test('a visitor rings, the owner gives it to a colleague, and the colleague answers', async ({
  page,
  deskbell,
  anotherBrowser,
}) => {
  const ada = await Person.register(deskbell, 'Ada');
  const ben = await Person.register(deskbell, 'Ben');
  const asAda = { token: ada.token };
  await ask(deskbell, 'POST', '/auth/business/create', { ...asAda, body: { name: 'Harbour & Pine' } });
  const { body: widget } = await ask(deskbell, 'POST', '/widget/create', {
    ...asAda,
    body: { domain: '127.0.0.1' },
  });
  await ask(deskbell, 'PUT', '/billing/plan', { ...asAda, body: { plan: 'mini' } });
  await ask(deskbell, 'POST', `/team/invite?email=${ben.email}`, asAda);

  await signIn(page, ada);
  const bens = await anotherBrowser();
  await signIn(bens, ben);

  const shop = await anotherBrowser();
  await shop.goto(`/demo-page?widget=${widget.id}`);
  await shop.getByRole('button', { name: /Chat with/ }).click();
  await shop.getByRole('textbox', { name: 'Write a message' }).fill('Is the storm lantern in stock?');
  await shop.getByRole('button', { name: 'Send' }).click();

  await page.getByText('Is the storm lantern in stock?').first().click();
  await page.getByRole('button', { name: 'Unassigned, give to somebody' }).click();
  await page.getByRole('option', { name: /Ben Example/ }).click();
  await expect(
    page.getByRole('button', { name: 'Assigned to Ben Example, give to somebody else' }),
  ).toBeVisible();
  await expectAccessible(page);

  await bens.getByText('Is the storm lantern in stock?').first().click();
  await bens.getByRole('textbox', { name: 'Write a reply' }).fill('It is, and it leaves tomorrow.');
  await bens.getByRole('button', { name: 'Send' }).click();

  await expect(shop.getByText('It is, and it leaves tomorrow.')).toBeVisible();
  await expect(page.getByText('It is, and it leaves tomorrow.').first()).toBeVisible();
});

test('on Free an invite is refused with its reason and what would do', async ({ page, deskbell }) => {
  const ada = await Person.register(deskbell, 'Ada');
  const ben = await Person.register(deskbell, 'Ben');
  await ask(deskbell, 'POST', '/auth/business/create', { token: ada.token, body: { name: 'Acme' } });
  await signIn(page, ada);
  await page.goto('/settings/team');
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill(ben.email);
  await dialog.getByRole('button', { name: 'Add to the team' }).click();
  await expect(page.getByText(/Mini has 2 and would do/).first()).toBeVisible();
});
