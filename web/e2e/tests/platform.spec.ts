/** A platform admin comes into a workspace to help: its people see it, end it, or are asked first. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { look } from '../support/looks';
import { Organization } from '../support/organization';
import { PASSWORD, Person } from '../support/people';
import type { Server } from '../support/server';
import { expect, expectAccessible, test } from '../support/test';

const PLACE = 'Desk of Ada Example';
const REASON = 'The widget does not load';
/** Longer than a visitor's page waits before it looks again, in milliseconds. */
const A_WHILE = 20_000;

/** Paula, whom the command line made a platform admin, at the console in a browser of her own. */
async function atConsole(page: Page, server: Server): Promise<Page> {
  const paula = await Person.register(server, 'Paula');
  await server.command('admin', 'platform', 'grant', paula.email);
  await Dashboard.signIn(page, paula);
  await page.clock.install();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Platform console' })).toBeVisible();
  return page;
}

/** Fills the dialog by which a visit is asked for; `button` says whether it begins. */
async function askToVisit(
  paula: Page,
  button: 'Begin the visit' | 'Ask the owner',
  place = PLACE,
): Promise<void> {
  await paula.getByRole('button', { name: `Visit ${place}…` }).click();
  const dialog = paula.getByRole('dialog', { name: `Visit ${place}` });
  await dialog.getByLabel('Reason').fill(REASON);
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await expectAccessible(paula);
  await dialog.getByRole('button', { name: button }).click();
}

const myVisit = (page: Page) => page.getByRole('region', { name: 'Your visit', exact: true });
const visitOfPaula = (page: Page) => page.getByRole('region', { name: 'Visit of Paula Example' });
const settings = (page: Page) => page.getByRole('navigation', { name: 'Settings' });

test('a visit sees the settings and no more, its people see it, and the owner ends it', async ({
  desk,
  deskbell,
  dashboardOf,
  anotherBrowser,
}) => {
  const ada = await dashboardOf(desk.owner, '/settings/general');
  const paula = await atConsole(await anotherBrowser(), deskbell);

  await test.step('Paula finds the workspace, says why, and shows that it is she', async () => {
    await paula.getByRole('button', { name: 'Account of Paula Example' }).click();
    await expect(paula.getByRole('menuitem', { name: 'Platform console' })).toBeVisible();
    await paula.keyboard.press('Escape');
    await look(paula);
    await paula.getByLabel('Search workspaces').fill('DESK OF');
    await paula.getByRole('button', { name: `Visit ${PLACE}…` }).click();
    const dialog = paula.getByRole('dialog', { name: `Visit ${PLACE}` });
    const begin = dialog.getByRole('button', { name: 'Begin the visit' });
    await dialog.getByLabel('Reason').fill(REASON);
    await expect(begin, 'the password is missing').toBeDisabled();
    const password = dialog.getByRole('textbox', { name: 'Your password' });
    await password.fill('not her password');
    await begin.click();
    await expect(password).toHaveAttribute('aria-invalid', 'true');
    await password.fill(PASSWORD);
    await begin.click();
    await expect(myVisit(paula)).toContainText(`You visit ${PLACE} as a platform admin.`);
    await expect(myVisit(paula)).toContainText(REASON);
  });

  await test.step('Ada sees who is there and why, without a reload', async () => {
    await expect(visitOfPaula(ada.page)).toContainText('paula@example.com');
    await expect(visitOfPaula(ada.page)).toContainText(REASON);
    await expectAccessible(ada.page);
  });

  await test.step('the pages are those that a visit may see, and each of them works', async () => {
    const pages = ['General', 'Billing', 'Team', 'Roles', 'Channels', 'Audit'];
    await expect(settings(paula).getByRole('link')).toHaveText(pages);
    await expect(paula.getByRole('radiogroup', { name: 'My status' })).toBeHidden();
    for (const name of pages) {
      await settings(paula).getByRole('link', { name }).click();
      await expect(settings(paula).getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
      await expect(myVisit(paula)).toBeVisible();
      await expect(paula.getByText('could not be loaded')).toBeHidden();
      await look(paula);
    }
    await paula.goto('/');
    await expect(settings(paula).getByRole('link', { name: 'General' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  await test.step('Paula corrects the name, and the log says so under both of her names', async () => {
    await paula.getByRole('textbox', { name: 'Name' }).fill('Ada’s desk');
    await paula.getByRole('button', { name: 'Save' }).click();
    await expect(paula.getByText('The settings were saved')).toBeVisible();
    await ada.open('/settings/audit');
    const log = ada.page.getByRole('list', { name: 'Audit log' });
    const by = 'Paula Example (platform admin paula@example.com)';
    await expect(log).toContainText(`${by} came in: ${REASON}.`);
    await expect(log).toContainText(`${by} read the list of the team.`);
    await expect(log).toContainText('on a visit: change the workspace’s settings');
  });

  await test.step('Ada ends it, and Paula’s page leads her out', async () => {
    await visitOfPaula(ada.page).getByRole('button', { name: 'End the visit' }).click();
    await expect(visitOfPaula(ada.page)).toBeHidden();
    await paula.clock.fastForward(A_WHILE);
    await expect(paula.getByRole('heading', { name: 'Platform console' })).toBeVisible();
    await expect(myVisit(paula)).toBeHidden();
    await expect(paula.getByRole('list', { name: 'Your visits' })).toBeHidden();
  });
});

test('an owner who wants to be asked is asked, lets her in once, and refuses the next time', async ({
  desk,
  deskbell,
  dashboardOf,
  anotherBrowser,
}) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const ada = await dashboardOf(desk.owner, '/settings/general');
  const bens = await dashboardOf(ben, '/settings/general');
  const mine = (page: Page) => page.getByRole('list', { name: 'Your visits' });

  await test.step('Ada turns it on; Ben reads that it is on', async () => {
    const ask = ada.page.getByRole('switch', { name: 'Ask me before a platform admin comes in' });
    await expect(ask).not.toBeChecked();
    await ask.click();
    await expect(ask).toBeChecked();
    const section = bens.page.getByRole('region', { name: 'Ask me before a platform admin comes in' });
    await expect(section).toContainText('On; the owner decides');
    await expect(section.getByRole('switch')).toBeHidden();
  });

  const paula = await atConsole(await anotherBrowser(), deskbell);
  await test.step('Paula asks, and waits', async () => {
    await expect(paula.getByRole('list', { name: 'Workspaces' })).toContainText('Asks first');
    await askToVisit(paula, 'Ask the owner');
    await expect(mine(paula)).toContainText('Waits for the owner to approve it');
  });

  await test.step('Ben sees it and cannot decide; Ada approves', async () => {
    await expect(visitOfPaula(bens.page)).toContainText('asks to come in');
    await expect(visitOfPaula(bens.page).getByRole('button')).toHaveCount(0);
    await expectAccessible(ada.page);
    await visitOfPaula(ada.page).getByRole('button', { name: 'Approve' }).click();
    await expect(visitOfPaula(ada.page)).toContainText('may come in');
  });

  await test.step('Paula enters with her password, and ends it herself', async () => {
    await paula.clock.fastForward(A_WHILE);
    await mine(paula)
      .getByRole('button', { name: `Enter ${PLACE}…` })
      .click();
    const dialog = paula.getByRole('dialog', { name: `Enter ${PLACE}` });
    await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
    await expectAccessible(paula);
    await dialog.getByRole('button', { name: 'Begin the visit' }).click();
    await expect(visitOfPaula(ada.page)).toContainText('is in this workspace');
    await myVisit(paula).getByRole('button', { name: 'End the visit' }).click();
    await expect(paula.getByRole('heading', { name: 'Platform console' })).toBeVisible();
    await expect(visitOfPaula(ada.page)).toBeHidden();
  });

  await test.step('the next time Ada refuses', async () => {
    await askToVisit(paula, 'Ask the owner');
    await expect(mine(paula)).toContainText('Waits for the owner to approve it');
    await visitOfPaula(ada.page).getByRole('button', { name: 'Refuse' }).click();
    await expect(visitOfPaula(ada.page)).toBeHidden();
    await paula.clock.fastForward(A_WHILE);
    await expect(mine(paula)).toBeHidden();
  });
});

test('nobody else finds the console, and whoever knows its address reads why', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/platform');
  await expect(ada.page.getByText('The workspaces were not shown')).toBeVisible();
  await expectAccessible(ada.page);
  await ada.page.getByRole('button', { name: 'Account of Ada Example' }).click();
  await expect(ada.page.getByRole('menuitem', { name: 'My account' })).toBeVisible();
  await expect(ada.page.getByRole('menuitem', { name: 'Platform console' })).toBeHidden();
});

test('on a visit the page of Auto-Join is read, and changes nothing', async ({
  deskbell,
  anotherBrowser,
}) => {
  const house = await Organization.open(deskbell);
  const page = await anotherBrowser();
  const paula = await Person.register(deskbell, 'Paula');
  await deskbell.command('admin', 'platform', 'grant', paula.email);
  await Dashboard.signIn(page, paula);
  await page.goto('/platform');
  await askToVisit(page, 'Begin the visit', house.name);
  await expect(myVisit(page)).toBeVisible();
  await page.goto('/settings/joining');
  await expect(page.getByText('On a visit nobody changes how people come in')).toBeVisible();
  for (const radio of await page.getByRole('main').getByRole('radio').all())
    await expect(radio).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Add a domain' })).toBeHidden();
  await expect(page.getByText('could not be loaded')).toBeHidden();
  await look(page);
});
