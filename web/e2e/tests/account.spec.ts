/** One's own account: a forgotten password, an address, a name, a picture, and where one is signed in. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { DOT, textFile } from '../support/files';
import { linkMailedTo } from '../support/mail';
import { PASSWORD } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const ANOTHER = 'another long enough one';

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a forgotten password: the link of the mail sets a new one, once, and ends every other session', async ({
  page,
  deskbell,
  desk,
  dashboardOf,
}) => {
  const { email } = desk.owner;
  const elsewhere = await dashboardOf(desk.owner);
  await page.goto('/login');
  await page.getByRole('link', { name: /Forgot/ }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('If there is an account with this address')).toBeVisible();
  await expectAccessible(page);
  const link = await linkMailedTo(deskbell, email, '/reset');

  await page.goto(link);
  await page.getByRole('textbox', { name: 'New password' }).fill(ANOTHER);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change and sign in' }).click();
  await expect(page.getByRole('radiogroup', { name: 'My status' }), 'signed in with it').toBeVisible();
  await expect(elsewhere.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(elsewhere.page, email, PASSWORD);
  await expect(elsewhere.page.getByRole('alert')).toHaveText('Incorrect email or password.');
  await signIn(elsewhere.page, email, ANOTHER);
  await expect(elsewhere.page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();

  await page.goto(link);
  await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Change and sign in' }).click();
  await expect(page.getByText('This link does not work any more')).toBeVisible();
  await expectAccessible(page);
});

test('an address is confirmed, and changed, by the links that are mailed to it', async ({
  page,
  deskbell,
  desk,
}) => {
  const ada = await Dashboard.of(page, desk.owner, '/me');
  const address = page.getByRole('region', { name: 'E-mail address' });
  await expect(address).toContainText('not confirmed');
  await address.getByRole('button', { name: 'Send a link to confirm it' }).click();
  await expect(ada.notices).toContainText('A link is on its way');
  await page.goto(await linkMailedTo(deskbell, desk.owner.email, '/confirm'));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'This address is mine' }).click();
  await expect(page.getByText('ada@example.com is confirmed.')).toBeVisible();

  await page.goto('/me');
  await expect(address).toContainText('confirmed');
  await expect(address).not.toContainText('not confirmed');
  await address.getByRole('button', { name: 'Change address' }).click();
  await address.getByLabel('New e-mail address').fill('ada@new.example');
  await address.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await address.getByRole('button', { name: 'Send a link to the new address' }).click();
  await expect(address.getByText('A link is on its way to ada@new.example')).toBeVisible();
  await page.goto(await linkMailedTo(deskbell, 'ada@new.example', '/confirm'));
  await page.getByRole('button', { name: 'This address is mine' }).click();
  await expect(page.getByText('ada@new.example is confirmed.')).toBeVisible();
  await page.goto('/me');
  await expect(address).toContainText('ada@new.example');
});

test('a name, a picture and a password are changed, and other sessions end', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, '/settings/team');
  const other = await dashboardOf(desk.owner);
  const ada = await dashboardOf(desk.owner, '/me');
  const region = (name: string) => ada.page.getByRole('region', { name });

  await test.step('a name, which colleagues see', async () => {
    await region('Profile').getByLabel('Name').fill('Ada Lovelace');
    await region('Profile').getByRole('button', { name: 'Save the name' }).click();
    await expect(bens.member('Ada Lovelace')).toBeVisible();
  });

  await test.step('a picture, or the reason why not', async () => {
    const picture = region('Profile').getByLabel('Picture', { exact: true });
    await picture.setInputFiles(textFile('me.txt', 'me'));
    await expect(region('Profile').getByText('A picture is a PNG, JPEG or WebP')).toBeVisible();
    await picture.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: DOT });
    await expect(region('Profile').getByRole('button', { name: 'Change picture' })).toBeVisible();
  });

  await test.step('a password, with the old one', async () => {
    const form = region('Password');
    await form.getByRole('textbox', { name: 'Password now' }).fill('not her password');
    await form.getByRole('textbox', { name: 'New password' }).fill(ANOTHER);
    await form.getByRole('button', { name: 'Change password' }).click();
    await expect(form.getByRole('textbox', { name: 'Password now' })).toHaveAttribute('aria-invalid', 'true');
    await form.getByRole('textbox', { name: 'Password now' }).fill(PASSWORD);
    await form.getByRole('button', { name: 'Change password' }).click();
    await expect(ada.notices.filter({ hasText: 'Your password was changed' })).toBeVisible();
    await expect(other.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  await test.step('one session is ended by name, and its page ends at once', async () => {
    await signIn(other.page, desk.owner.email, ANOTHER);
    await expect(other.page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
    await ada.page.reload();
    await region('Sessions')
      .getByRole('button', { name: /^End the session of/ })
      .click();
    await expect(other.page.getByText('This session was signed out.')).toBeVisible();
    await expect(region('Sessions').getByRole('button', { name: /^End the session of/ })).toHaveCount(0);
    await expect(region('Sessions').getByText('this one')).toBeVisible();
  });
});
