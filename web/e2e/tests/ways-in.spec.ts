/** How people come into an organization: by a mailed invitation, by a link, and from a file of hundreds. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { textFile } from '../support/files';
import { linkMailedTo } from '../support/mail';
import { Organization } from '../support/organization';
import { PASSWORD, Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const dialogOf = ({ page }: Dashboard) => page.getByRole('dialog', { name: 'Invite Members' });

/** Opens the dialog at one of its ways. */
async function inviting(owner: Dashboard, way: 'Addresses' | 'CSV file' | 'Link' | 'Domain') {
  await owner.page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = dialogOf(owner);
  await dialog.getByRole('radio', { name: way }).check();
  return dialog;
}

const region = ({ page }: Dashboard, name: 'Invited' | 'Links') => page.getByRole('region', { name });

/** Whoever has come in sees the desk, as every member does. */
async function expectInside(page: Page, workspace: string): Promise<void> {
  await expect(page.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText(workspace);
}

test('many are invited by their addresses, and somebody without an account comes in by the mail', async ({
  deskbell,
  dashboardOf,
  anotherBrowser,
}) => {
  const house = await Organization.open(deskbell);
  const ada = await dashboardOf(house.owner, '/settings/team');

  await test.step('good and bad addresses at once: each is told apart', async () => {
    const dialog = await inviting(ada, 'Addresses');
    await dialog
      .getByLabel('E-mail addresses')
      .fill('Ben Moss <ben@example.com>, cyd@example.com\nnot an address\nada@example.com');
    await dialog.getByLabel('Welcome message').fill('Good to have you.');
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Send 3 invitations' }).click();
    await expect(dialog.getByText('2 mails are on their way. 2 of 4 addresses were left out.')).toBeVisible();
    const row = (words: string) => dialog.getByRole('listitem').filter({ hasText: words });
    await expect(row('cyd@example.com')).toContainText('Invited');
    await expect(row('not an address')).toContainText('Not an address');
    await expect(row('ada@example.com')).toContainText('Already here');
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(dialog).toBeHidden();
    await expect(region(ada, 'Invited')).toContainText('ben@example.com');
    await expect(region(ada, 'Invited')).toContainText('cyd@example.com');
  });

  const link = await linkMailedTo(deskbell, 'ben@example.com', '/join');
  const bens = await anotherBrowser();

  await test.step('Ben follows the link of his mail, makes an account, and is in', async () => {
    await bens.goto(link);
    await expect(bens.getByRole('heading', { name: `Join ${house.name}` })).toBeVisible();
    await expect(bens.getByText('Good to have you.')).toBeVisible();
    await expectAccessible(bens);
    await bens.getByLabel('Your name').fill('Ben Moss');
    await bens.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    // The network goes away between the account and the door: a second try makes no second account.
    await bens.route('**/invitations/accept', (request) => request.abort(), { times: 1 });
    await bens.getByRole('button', { name: 'Create account and join' }).click();
    await expect(bens.getByRole('alert')).toContainText('could not be reached');
    await bens.getByRole('button', { name: 'Create account and join' }).click();
    await expectInside(bens, house.name);
  });

  await test.step('Ada sees him come, and who is still waited for', async () => {
    await expect(ada.member('Ben Moss')).toContainText('Member');
    await expect(region(ada, 'Invited')).not.toContainText('ben@example.com');
    await expect(region(ada, 'Invited')).toContainText('cyd@example.com');
  });

  await test.step('the mail has confirmed his address, and its link works no more', async () => {
    await bens.goto('/me');
    await expect(bens.getByRole('region', { name: 'E-mail address' })).toContainText('confirmed');
    await expect(bens.getByRole('region', { name: 'E-mail address' })).not.toContainText('not confirmed');
    await bens.goto(link);
    await expect(bens.getByText('This invitation was accepted already.')).toBeVisible();
    await expect(bens.getByText('had invited you.')).toBeVisible();
    await expect(bens.getByText('Good to have you.'), 'what is over welcomes nobody').toBeHidden();
  });
});

test('a link for two lets two in, who sign up or in on the way, and says why to the next', async ({
  deskbell,
  dashboardOf,
  anotherBrowser,
}) => {
  const house = await Organization.open(deskbell);
  const [cyd, dan] = [await Person.register(deskbell, 'Cyd'), await Person.register(deskbell, 'Dan')];
  const ada = await dashboardOf(house.owner, '/settings/team');

  const url = await test.step('Ada makes a link for two people', async () => {
    const dialog = await inviting(ada, 'Link');
    await dialog.getByLabel('By how many people').fill('2');
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const made = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(region(ada, 'Links')).toContainText('0 of 2 came');
    return made;
  });

  await test.step('while links are closed the list says that nobody comes by it', async () => {
    const open = (mode: string) => house.owner.call('PATCH', '/workspace', { auto_join: { mode } });
    await open('off');
    await expect(region(ada, 'Links')).toContainText('0 of 2 came. The workspace is not open for links now.');
    await open('link');
    await expect(region(ada, 'Links')).not.toContainText('not open');
  });

  await test.step('Ben opens it, makes an account and is in', async () => {
    const page = await anotherBrowser();
    await page.goto(url);
    await expect(page.getByRole('heading', { name: `Join ${house.name}` })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill('Ben Moss');
    await page.getByLabel('E-mail address').fill('ben@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: `Join ${house.name}` }).click();
    await expectInside(page, house.name);
    await expect(ada.member('Ben Moss')).toBeVisible();
    await expect(region(ada, 'Links')).toContainText('1 of 2 came');
    await expect(region(ada, 'Links')).toContainText('Ben Moss');
  });

  await test.step('Cyd, who has one, signs in and is in', async () => {
    const page = await anotherBrowser();
    await page.goto(url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill(cyd.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Join ${house.name}` }).click();
    await expectInside(page, house.name);
    await expect(region(ada, 'Links')).toContainText('2 of 2 came. As many people as it is for');
  });

  await test.step('Dan, who is the third, is told that nobody can come by it now', async () => {
    const dans = await dashboardOf(dan, '/welcome');
    await dans.page.goto(url);
    await expect(dans.page.getByText('Nobody can come by this link now.')).toBeVisible();
    await expectAccessible(dans.page);
  });

  await test.step('ended, it is gone', async () => {
    await region(ada, 'Links').getByRole('button', { name: 'End' }).click();
    await expect(region(ada, 'Links')).toBeHidden();
    const page = await anotherBrowser();
    await page.goto(url);
    await expect(page.getByText('It was ended by whoever looks after the team.')).toBeVisible();
  });
});

/** Four hundred rows as a program writes them; three of them need a person. */
function sheet(): string {
  const people = Array.from({ length: 397 }, (_, at) => `person.${at + 1}@example.com;member;`);
  const wrong = ['nobody;member;', 'gus@example.com;gardener;', 'hana@example.com;member;gold'];
  return ['email;role;access_tier', ...people.slice(0, 200), ...wrong, ...people.slice(200)].join('\r\n');
}

test('Monday: four hundred people from a file, a look first, and the rows that failed once more', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ada = await dashboardOf(house.owner, '/settings/team');
  const waiting = async () => (await house.owner.call('GET', '/team/invitations?limit=200')).length;
  const rows = ada.page.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem');

  const failed =
    await test.step('a look: what would become of each row, and nobody is invited yet', async () => {
      const dialog = await inviting(ada, 'CSV file');
      await expectAccessible(ada.page);
      await dialog.locator('input[type=file]').setInputFiles(textFile('monday.csv', sheet()));
      await expect(dialog.getByText('397 people will be invited. Nothing has been sent yet.')).toBeVisible();
      await dialog.getByRole('button', { name: 'Need you' }).click();
      await expect(rows).toHaveCount(3);
      await expect(rows.nth(0)).toContainText('Not an address');
      await expect(rows.nth(1)).toContainText('Not a role to give');
      await expect(rows.nth(2)).toContainText('Not a tier to give');
      await expectAccessible(ada.page);
      const got = ada.page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Download the 3 rows to correct' }).click();
      expect(await waiting(), 'nothing was sent').toBe(0);
      return readFile(await (await got).path(), 'utf8');
    });

  await test.step('confirmed, it works through them and says how far it is', async () => {
    const dialog = dialogOf(ada);
    await dialog.getByRole('button', { name: 'Invite 397 people' }).click();
    await expect(dialog.getByRole('progressbar', { name: 'Rows worked through' })).toBeAttached();
    await expect(dialog.getByText('Done: 397 of 400 rows. The mails are on their way.')).toBeVisible();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(region(ada, 'Invited').getByRole('button', { name: 'Show more' })).toBeVisible();
    await linkMailedTo(deskbell, 'person.397@example.com', '/join');
  });

  await test.step('the rows that failed say why; corrected, they go', async () => {
    const lines = failed.trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    const corrected = failed
      .replace('nobody', 'somebody@example.com')
      .replace('gardener', 'member')
      .replace('gold', 'power');
    const dialog = await inviting(ada, 'CSV file');
    await dialog.locator('input[type=file]').setInputFiles(textFile('corrected.csv', corrected));
    await dialog.getByRole('button', { name: 'Invite 3 people' }).click();
    await expect(dialog.getByText('Done: 3 of 3 rows.')).toBeVisible();
    await linkMailedTo(deskbell, 'hana@example.com', '/join');
  });
});

test('who is in already opens the workspace from a link, and the domain is the fourth way to invite', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ada = await dashboardOf(house.owner, '/settings/team');
  const dialog = await inviting(ada, 'Domain');
  await expect(dialog).toContainText('Auto-Join is off for domains');
  await expectAccessible(ada.page);
  await dialog.getByRole('button', { name: 'Open Auto-Join' }).click();
  await expect(ada.page.getByRole('heading', { name: 'Auto-Join' })).toBeVisible();

  const { token } = await house.owner.call('POST', '/team/links', {});
  await ada.page.goto(`/join?link=${token}`);
  await expect(ada.page.getByText('You are in this workspace already.')).toBeVisible();
  await expect(ada.page.getByRole('button', { name: `Join ${house.name}` })).toBeHidden();
  await expectAccessible(ada.page);
  await ada.page.getByRole('button', { name: `Open ${house.name}` }).click();
  await expectInside(ada.page, house.name);
});

test.describe('where mails reach people', () => {
  // Nothing listens there: what is mailed waits.
  test.use({ settings: { DESKBELL_SMTP_URL: 'smtp://127.0.0.1:1?tls=none' } });

  test('whoever has not confirmed their address reads so at the link, and has a mail sent', async ({
    deskbell,
    page,
  }) => {
    const house = await Organization.open(deskbell);
    const { token } = await house.owner.call('POST', '/team/links', {});
    await Dashboard.signIn(page, await Person.register(deskbell, 'Eve'));
    await page.goto(`/join?link=${token}`);
    await expect(page.getByText('eve@example.com is not confirmed yet.')).toBeVisible();
    await expect(page.getByRole('button', { name: `Join ${house.name}` })).toBeHidden();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send a link to confirm it' }).click();
    await expect(page.getByText('A link is on its way')).toBeVisible();
  });
});
