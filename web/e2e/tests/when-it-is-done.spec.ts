import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { PASSWORD, Person } from '../support/people';
import { strictPolicy, withNonce } from '../support/site';
import { expect, test } from '../support/test';
import { Widget } from '../support/widget';

/** The main job from an empty server to the visitor's answer, by nothing but what people see. */
async function signUp(page: Page, site: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Ada Moss');
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('Name of the workspace').fill('Harbour & Pine');
  await page.getByLabel('Your site').fill(site);
  await page.getByRole('button', { name: 'Go on to the rules' }).click();
  await expect(page.getByRole('radio').first()).toBeChecked();
  await page.getByRole('button', { name: 'Create Harbour & Pine' }).click();
}

async function copySnippet(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Put the bell on your site' })).toBeVisible();
  await page
    .getByRole('figure', { name: 'Snippet for your pages' })
    .getByRole('button', { name: 'Copy' })
    .click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  // The button hands it to the clipboard, and does not wait for it.
  await expect.poll(async () => (await copied()).split('\n')).toHaveLength(2);
  return copied();
}

async function signIn(his: Page, email: string): Promise<void> {
  await his.goto('/login');
  await his.getByLabel('E-mail address').fill(email);
  await his.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await his.getByRole('button', { name: 'Sign in' }).click();
  await expect(his.getByRole('heading', { name: 'What is your workspace called?' })).toBeVisible();
}

async function moveToMiniAndInvite(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Move to Mini' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Your plan' })).toContainText('Mini');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Add to the team' }).click();
  await expect(dialog).toBeHidden();
}

test('a support team answers its first customer', async ({
  page,
  context,
  deskbell,
  site,
  anotherBrowser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const ada = new Dashboard(page);

  await test.step('Ada signs up and names a workspace', async () => {
    await signUp(page, site.url);
  });

  const snippet = await test.step('she copies the snippet', async () => {
    return copySnippet(page);
  });

  const shop = await test.step('a visitor of a page with it writes', async () => {
    const address = site.put({ snippet: withNonce(snippet), policy: strictPolicy(deskbell.url) });
    const widget = new Widget(await anotherBrowser());
    await widget.page.goto(address);
    await widget.open();
    await widget.say('Is the storm lantern in stock?');
    return widget;
  });

  await test.step('the message is there at once, without a reload', async () => {
    const first = page.getByRole('region', { name: 'The first message' });
    await expect(first).toContainText('Is the storm lantern in stock?');
    await first.getByRole('link', { name: 'Answer' }).click();
    await expect(ada.message('Is the storm lantern in stock?')).toBeVisible();
    await expect(ada.row('Is the storm lantern in stock?')).toBeVisible();
    await expect(ada.view('Unassigned')).toContainText('1');
    await shop.say('The large one, I mean.');
    await expect(ada.message('The large one, I mean.')).toBeVisible();
  });

  const ben = await Person.register(deskbell, 'Ben');
  const bens = await test.step('Ben, who has an account, signs in', async () => {
    const his = await anotherBrowser();
    await signIn(his, ben.email);
    return new Dashboard(his);
  });

  await test.step('Ada moves to Mini and invites him', async () => {
    await moveToMiniAndInvite(page, ben.email);
    await expect(ada.member('Ben Example')).toContainText('Offline');
  });

  await test.step('he is taken to the workspace, goes live, and she sees it', async () => {
    await expect(bens.row('The large one, I mean.')).toBeVisible();
    await bens.setStatus('Live');
    await expect(ada.member('Ben Example')).toContainText('Live');
    await expect(ada.mate('Ben')).toContainText('Live');
  });

  await test.step('she gives him the conversation, and he is told at once', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await ada.openRow('The large one, I mean.');
    await ada.giveTo('Ben Example');
    await expect(bens.notices).toContainText('Ada Moss gave you Visitor');
    await bens.notices.getByRole('button', { name: 'Open' }).click();
    await expect(shop.line('Ben joined')).toBeVisible();
  });

  await test.step('he answers, and the visitor sees it in the page', async () => {
    await bens.answer('It is, and it leaves tomorrow.');
    await expect(shop.theirs('It is, and it leaves tomorrow.')).toBeVisible();
    await expect(shop.theirs('It is, and it leaves tomorrow.')).toContainText('Ben');
    await expect(ada.message('It is, and it leaves tomorrow.')).toBeVisible();
    await expect(bens.thread).toContainText('Seen');
  });
});
