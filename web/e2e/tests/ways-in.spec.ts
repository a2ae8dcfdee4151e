/** How people come into an organization: by a mailed invitation, by a link, and from a file of hundreds. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
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

/** Four hundred rows as a program writes them; five of them need a person. */
function sheet(): string {
  const people = Array.from({ length: 395 }, (_, at) => `person.${at + 1}@example.com;member;`);
  const wrong = [
    'nobody;member;',
    'gus@example.com;gardener;',
    'hana@example.com;member;gold',
    'ida@example.com;member;silver',
    'joe@example.com;member;silver',
  ];
  return ['email;role;access_tier', ...people.slice(0, 200), ...wrong, ...people.slice(200)].join('\r\n');
}

/** Uploads a file, and waits for the page that shows its rows. */
async function upload(owner: Dashboard, name: string, text: string): Promise<void> {
  const dialog = await inviting(owner, 'CSV file');
  await dialog.locator('input[type=file]').setInputFiles(textFile(name, text));
  await expect(owner.page.getByRole('heading', { name: 'Invite Members' })).toBeVisible();
  await expect(owner.page.getByText(name)).toBeVisible();
}

/** Chooses Power in a menu of tiers by keyboard: an arrow key alone chooses nothing, and Escape leaves it. */
async function givePower(page: Page, tier: Locator): Promise<void> {
  const power = page.getByRole('menuitem', { name: 'Power' });
  await tier.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(power).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(tier).toBeFocused();
  await tier.press('Enter');
  await power.press('Enter');
}

test('Monday: four hundred people from a file, a look first, and the rows that failed once more', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ada = await dashboardOf(house.owner, '/settings/team');
  const { page } = ada;
  const waiting = async () => (await house.owner.call('GET', '/team/invitations?limit=200')).length;
  const rows = page.getByRole('table', { name: 'Rows of the file' }).getByRole('row');
  const row = (words: string) => rows.filter({ hasText: words });

  await test.step('a look: what would become of each row, and nobody is invited yet', async () => {
    await upload(ada, 'monday.csv', sheet());
    await expectAccessible(page);
    await expect(page.getByText('395 people will be invited, 5 rows are left out.')).toBeVisible();
    await page.getByRole('button', { name: 'Need you' }).click();
    await expect(rows).toHaveCount(6);
    await expect(row('nobody')).toContainText('Not an address');
    await expect(row('gus@')).toContainText('Not a role to give');
    await expect(row('hana@')).toContainText('Not a tier to give');
    await expectAccessible(page);
    expect(await waiting(), 'nothing was sent').toBe(0);
  });

  await test.step('a word that stands in two rows is corrected in both, an address in its row', async () => {
    await givePower(page, row('ida@').getByRole('button', { name: /^A tier for 2 rows/ }));
    await expect(page.getByText('397 people will be invited, 3 rows are left out.')).toBeVisible();
    await row('nobody').getByRole('button', { name: 'Correct it' }).press('Enter');
    await page.keyboard.press('Escape');
    await expect(row('nobody').getByRole('button', { name: 'Correct it' })).toBeFocused();
    await page.keyboard.press('Enter');
    const address = page.getByRole('textbox', { name: /^The address of row/ });
    await expect(address).toBeFocused();
    await expectAccessible(page);
    await address.fill('nobody@example.com');
    await address.press('Enter');
    await expect(page.getByText('398 people will be invited, 2 rows are left out.')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Rows of the file' })).toBeFocused();
    await page.reload();
    await expect(page.getByText('398 people will be invited, 2 rows are left out.')).toBeVisible();
  });

  const failed = await test.step('what is left over is a file to correct', async () => {
    const got = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the 2 rows to correct' }).click();
    return readFile(await (await got).path(), 'utf8');
  });

  await test.step('confirmed, it works through them and says what became of each', async () => {
    await page.getByRole('button', { name: 'Invite 398 people' }).press('Enter');
    await expect(page.locator('#main'), 'the button is gone').toBeFocused();
    await expect(page.getByText('Done: 398 of 400 rows. The mails are on their way.')).toBeVisible();
    await page.getByRole('button', { name: 'Not done' }).click();
    await expect(rows).toHaveCount(3);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Back to Team' }).click();
    await expect(region(ada, 'Invited').getByRole('button', { name: 'Show more' })).toBeVisible();
    await linkMailedTo(deskbell, 'person.395@example.com', '/join');
  });

  await test.step('the rows that failed say why; corrected, they go', async () => {
    const lines = failed.trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    const corrected = failed.replace('gardener', 'member').replace('gold', 'power');
    await upload(ada, 'corrected.csv', corrected);
    await page.getByRole('button', { name: 'Invite 2 people' }).click();
    await expect(page.getByText('Done: 2 of 2 rows.')).toBeVisible();
    await linkMailedTo(deskbell, 'hana@example.com', '/join');
  });
});

test('a file leads to whoever is here already, and one that was replaced is not there any more', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ben = await house.bring('Ben');
  const ada = await dashboardOf(house.owner, '/settings/team');
  const { page } = ada;
  await upload(ada, 'first.csv', `email,role,access_tier\n${ben.email},,\ncyd@example.com,,`);
  const first = page.url();
  await expect(page.getByText('Already here', { exact: true }).last()).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(textFile('second.csv', 'email\ncyd@example.com'));
  await expect(page.getByText('second.csv')).toBeVisible();
  expect(page.url()).not.toBe(first);
  await page.goto(first);
  await expect(page.getByText('This file is not here any more')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to Team' }).click();
  await upload(ada, 'third.csv', `email\n${ben.email}`);
  await expect(page.getByRole('button', { name: 'Invite 0 people' })).toBeDisabled();
  await page.getByRole('link', { name: 'See Ben' }).click();
  await expect(page.getByRole('heading', { name: ben.name })).toBeVisible();
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
