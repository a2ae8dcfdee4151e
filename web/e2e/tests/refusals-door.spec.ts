/** What stops somebody at the door, and what the page says then. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { ask, PASSWORD, Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
}

test('a wrong password and an unknown address are told the same', async ({ page, deskbell }) => {
  const ada = await Person.register(deskbell, 'Ada');
  await page.goto('/login');
  await signIn(page, ada.email, 'not her password');
  await expect(page.getByRole('alert')).toHaveText('Incorrect email or password.');
  await expectAccessible(page);
  await page.reload();
  await signIn(page, 'nobody@example.com', PASSWORD);
  await expect(page.getByRole('alert')).toHaveText('Incorrect email or password.');
  await expect(page.getByLabel('E-mail address'), 'what was typed stays').toHaveValue('nobody@example.com');
  await expect(page).toHaveURL(/\/login$/);
});

test.describe('with three tries', () => {
  test.use({ settings: { DESKBELL_FAILED_SIGN_INS: '3' } });

  test('after too many wrong passwords the right one waits too, and whoever is in stays in', async ({
    page,
    deskbell,
    desk,
    dashboardOf,
  }) => {
    const ada = await dashboardOf(desk.owner);
    for (let wrong = 0; wrong < 3; wrong++) {
      const body = { email: desk.owner.email, password: 'not her password' };
      expect((await ask(deskbell, 'POST', '/auth/login', { body })).status).toBe(401);
    }
    await page.goto('/login');
    await signIn(page, desk.owner.email, PASSWORD);
    await expect(page.getByRole('alert')).toHaveText(
      /^Too many failed sign-ins\. Try again in \d+ minutes\.$/,
    );
    await (await desk.visitor()).say('Still here?');
    await ada.openRow('Still here?');
    await ada.answer('Still here');
  });
});

test.describe('where sign-up is closed', () => {
  test.use({ settings: { DESKBELL_SIGN_UP: 'closed' } });

  test('nobody makes an account, and is told why', async ({ page }) => {
    await signUp(page, 'Ada Moss', 'ada@example.com');
    await expect(page.getByRole('alert')).toHaveText('Nobody can sign up here at the moment.');
    await expectAccessible(page);
  });
});

test.describe('where only one domain signs up', () => {
  test.use({ settings: { DESKBELL_SIGN_UP: 'domains=example.com' } });

  test('another address is told which would do', async ({ page }) => {
    await signUp(page, 'Ada Moss', 'ada@example.org');
    await expect(page.getByRole('alert')).toHaveText('Only addresses at example.com can sign up here.');
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page).toHaveURL(/\/welcome$/);
  });
});

test('an address that has an account is sent to sign in', async ({ page, deskbell }) => {
  const ada = await Person.register(deskbell, 'Ada');
  await signUp(page, 'Ada Moss', ada.email);
  await expect(page.getByRole('alert')).toHaveText('This address has an account already. Sign in instead.');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a name of only spaces is refused at its field', async ({ page }) => {
  await signUp(page, '   ', 'ada@example.com');
  await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Your name')).toHaveAccessibleDescription(/\w/);
});

test('nobody is sent to sign in first, and comes back to where they wanted to go', async ({ page, desk }) => {
  await page.goto('/settings/billing');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, desk.owner.email, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
});

test('a session that has ended asks to sign in again, and goes on where it was', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(ada.member('Ada Example')).toBeVisible();
  await ada.page.context().clearCookies();
  await ada.page.getByRole('link', { name: 'Billing' }).click();
  await ada.page.getByRole('button', { name: 'Move to Pro' }).click();
  await expect(ada.page.getByText('This session has ended. Sign in to go on.')).toBeVisible();
  await signIn(ada.page, desk.owner.email, PASSWORD);
  await expect(ada.page.getByRole('heading', { name: 'Billing' })).toBeVisible();
  await expect(ada.page.getByRole('listitem').filter({ hasText: 'Your plan' })).toContainText('Mini');
});

test('whoever is removed at work reads why, and finds no workspace after signing in again', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const bens = await dashboardOf(ben, `/c/${conversation_id}`);
  await bens.reply.fill('An answer that he does not get to send');
  await desk.owner.call('DELETE', `/team/members/${member}`);
  await expect(
    bens.page.getByText('You were removed from the workspace, so this session has ended.'),
  ).toBeVisible();
  await signIn(bens.page, ben.email, PASSWORD);
  await expect(bens.page.getByRole('heading', { name: 'What is your workspace called?' })).toBeVisible();
  const [kept] = await desk.owner.call('GET', '/conversations');
  expect(kept.preview.content, 'nothing of it was sent').toBe('Hello');
});

test('a conversation that is not there, or somebody else’s, leads back to the list', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const zoe = await Person.register(deskbell, 'Zoe');
  await zoe.call('POST', '/auth/business/create', { name: 'Elsewhere' });
  const zoes = await dashboardOf(zoe, `/c/${conversation_id}`);
  await expect(zoes.thread.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible();
  await expectAccessible(zoes.page);
  await zoes.page.goto('/c/mistyped');
  await expect(zoes.thread.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible();
  await zoes.thread.getByRole('link', { name: 'Back to the list' }).click();
  await expect(zoes.page).toHaveURL(/\/$/);
});

test('an address that leads nowhere says so', async ({ page, desk }) => {
  await Dashboard.of(page, desk.owner);
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the inbox' }).click();
  await expect(page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
});
