/** Every page and dialog as it stands: axe finds nothing serious, and nothing has to be scrolled sideways. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { filledDesk, type Filled } from '../support/filled';
import { look, LOOKS } from '../support/looks';
import { PASSWORD } from '../support/people';
import { expect, test } from '../support/test';

/** The pages of a workspace, each with a word that shows it is there. */
const PAGES = [
  { path: '/?view=all', shows: 'Is the storm lantern in stock?' },
  { path: '/?view=resolved', shows: 'Nothing is resolved yet' },
  { path: '/c/{id}', shows: 'Good morning! Which one?' },
  { path: '/team', shows: 'Roles and seats' },
  { path: '/team/{member}', shows: 'Place in this workspace' },
  { path: '/team/{member}?tab=rights', shows: 'All rules of this workspace' },
  { path: '/team/{member}?tab=activity', shows: 'Volume over time' },
  { path: '/team/{member}?tab=sessions', shows: 'Last used' },
  { path: '/me', shows: 'Everywhere that you are signed in' },
  { path: '/settings/general', shows: 'Begin to type a city.' },
  { path: '/settings/retention', shows: 'Today this takes nothing away.' },
  { path: '/settings/tags', shows: 'Damaged in post' },
  { path: '/settings/canned', shows: 'A broken glass' },
  { path: '/settings/audit', shows: 'Export CSV' },
  { path: '/settings/reports', shows: 'Who stands above others' },
  { path: '/settings/team', shows: 'Cyd Example' },
  { path: '/settings/team', shows: 'Former people' },
  { path: '/settings/roles', shows: 'A role says who may administer what.' },
  { path: '/settings/keys', shows: 'There are no API keys yet' },
  { path: '/settings/general', shows: 'Delete this workspace' },
  { path: '/settings/channels', shows: 'A widget answers on its own host' },
  { path: '/settings/billing', shows: 'Messages this month' },
  { path: '/rules', shows: 'Only you invite and remove people.' },
];

async function lookAtPages(page: Page, { conversation, member }: Filled): Promise<void> {
  for (const { path, shows } of PAGES) {
    await test.step(path, async () => {
      await page.goto(path.replace('{id}', conversation).replace('{member}', member));
      await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
      await look(page);
    });
  }
}

/** The dialogs that one button of a page opens. */
const DIALOGS = [
  ['/settings/team', 'Erase…'],
  ['/settings/tags', 'New tag'],
  ['/settings/tags', 'Remove Damaged in post'],
  ['/settings/canned', 'New canned reply'],
  ['/settings/roles', 'Add a role'],
  ['/settings/keys', 'Create API Key'],
  ['/settings/general', 'Delete…'],
] as const;

async function lookAtOneButtonDialogs(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [path, button] of DIALOGS) {
    await page.goto(path);
    await page.getByRole('button', { name: button }).click();
    await expect(dialog).toBeVisible();
    await look(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

/** Many people at once: the bar, what belongs to an act, and the look at it. */
async function lookAtManyPeople(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.goto('/settings/team');
  await page.getByRole('checkbox', { name: 'Choose Ben Example' }).click();
  await expect(page.getByText('1 person chosen')).toBeVisible();
  await look(page);
  for (const act of ['Switch off Agent Access…', 'Remove…', 'Change tier…']) {
    await page.getByRole('button', { name: act, exact: true }).click();
    await expect(dialog).toBeVisible();
    await look(page);
    if (act !== 'Change tier…') {
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
  }
  await dialog.getByRole('radio', { name: 'Power' }).click();
  await dialog.getByRole('button', { name: 'See what happens' }).click();
  await expect(dialog.getByText('Nothing was done yet.')).toBeVisible();
  await look(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** What floats above the pages: how it is opened, and what it is then. */
async function lookAtDialogs(page: Page, { conversation }: Filled): Promise<void> {
  const dialog = page.getByRole('dialog');
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  const menu = async (button: string | RegExp, entry: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('menuitem', { name: entry }).click();
    await expect(dialog).toBeVisible();
    await look(page);
    await close();
  };

  await test.step('team: invite, role, remove', async () => {
    await page.goto('/settings/team');
    await page.getByRole('button', { name: 'Invite Members' }).click();
    await expect(dialog.getByText('All 2 seats on Mini are held')).toBeVisible();
    await look(page);
    await close();
    await menu('Acts for Ben Example', 'Change role…');
    await menu('Acts for Ben Example', 'Change tier…');
    await menu('Acts for Ben Example', 'Switch off Agent Access…');
    await menu('Acts for Ben Example', 'Remove from workspace…');
  });
  await test.step('team: many at once', () => lookAtManyPeople(page));
  await test.step('tags, canned replies, roles; the end of the workspace', () =>
    lookAtOneButtonDialogs(page));
  await test.step('channels: new widget, how it looks, remove', async () => {
    await page.goto('/settings/channels');
    await page.getByRole('button', { name: 'New widget' }).click();
    await expect(dialog).toBeVisible();
    await look(page);
    await close();
    await menu(/^Acts for/, 'Change how it looks…');
    await menu(/^Acts for/, 'Remove…');
  });
  await test.step('a conversation: who takes it, hand off, palette, keys', async () => {
    await page.goto(`/c/${conversation}`);
    await page.getByRole('button', { name: /give to somebody else/ }).click();
    await expect(page.getByRole('listbox', { name: 'People' }).getByRole('option').first()).toBeVisible();
    await look(page);
    await page.keyboard.press('Escape');
    await menu('More for this conversation', 'Until another time…');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Search, or do anything' })).toBeVisible();
    await look(page);
    await close();
    await page.keyboard.press('?');
    await expect(dialog.getByText('Write a reply')).toBeVisible();
    await look(page);
    await close();
  });
}

/** The pages that nobody has to be signed in for: what a link of a mail leads to. */
const OUTSIDE = [
  { path: '/forgot', shows: 'Send the link' },
  { path: '/reset?token=a', shows: 'Change and sign in' },
  { path: '/reset', shows: 'This link does not work any more' },
  { path: '/confirm?token=a', shows: 'This address is mine' },
];

/** The pages that nobody has to be signed in for, and the first minute. */
async function lookAtTheWayIn(page: Page): Promise<void> {
  for (const { path, shows } of OUTSIDE) {
    await page.goto(path);
    await expect(page.getByText(shows)).toBeVisible();
    await look(page);
  }
  await page.goto('/login');
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  await look(page);
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Zoe Ash');
  await page.getByLabel('E-mail address').fill('zoe@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await look(page);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('Name of the workspace').fill('Harbour & Pine');
  await look(page);
  await page.getByRole('button', { name: 'Go on to the rules' }).click();
  await expect(page.getByRole('radio').first()).toBeChecked();
  await look(page);
  await page.getByRole('button', { name: 'Create Harbour & Pine' }).click();
  await page.getByLabel('Your site').fill('pine.example');
  await look(page);
  await page.getByRole('button', { name: 'Make the widget' }).click();
  await expect(page.getByRole('heading', { name: 'Put the bell on your site' })).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Go on to the first message' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Go on to the team' }).click();
  await expect(page.getByRole('heading', { name: 'Who answers with you?' })).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Open the inbox' }).click();
  await expect(page.getByText('Nobody has rung yet')).toBeVisible();
  await look(page);
}

for (const { name, ...use } of LOOKS) {
  test.describe(name, () => {
    test.use(use);
    // Axe reads every element of some twenty pages; on a busy machine that takes its time.
    test.describe.configure({ timeout: 300_000 });

    test('every page of a workspace', async ({ page, deskbell }) => {
      const filled = await filledDesk(deskbell);
      await Dashboard.of(page, filled.desk.owner);
      await lookAtPages(page, filled);
    });

    // Colours are those of the dark window, places those of the light phone: the pages show that both go together.
    if (name === 'dark, on a phone') return;

    test('everything that floats above them', async ({ page, deskbell }) => {
      const filled = await filledDesk(deskbell);
      await Dashboard.of(page, filled.desk.owner);
      await lookAtDialogs(page, filled);
    });

    test('the way in, and the first minute', async ({ page }) => {
      await lookAtTheWayIn(page);
    });
  });
}
