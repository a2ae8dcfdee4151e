/** Next month is rehearsed on a copy: the page says so everywhere, and what is done there changes nothing that is real. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { look, lookInEvery } from '../support/looks';
import { reportsMailedTo } from '../support/mail';
import { PASSWORD, type Person } from '../support/people';
import { expect, test } from '../support/test';

/** Longer than any month, and than it takes to be inactive. */
const DAYS = 32;
const DAY = 24 * 60 * 60 * 1000;
const REPORTS = '/settings/reports';

const banner = (page: Page) => page.getByRole('note', { name: 'Rehearsal' });
const inactive = (page: Page) => page.getByRole('region', { name: 'Inactive people' });
const unusedTiers = (page: Page) => page.getByRole('region', { name: 'Unused tiers' });
const byMail = (page: Page) => page.getByRole('switch', { name: 'By mail, once a month' });

/** A day as the banner writes it: "25 Dec 2026". */
const written = (at: number) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at);

/** What the banner says: the day that is played, or the one after where midnight passes meanwhile. */
function played(): RegExp {
  const at = Date.now() + DAYS * DAY;
  return new RegExp(`This is a rehearsal of (${written(at)}|${written(at + DAY)}) at \\d\\d:\\d\\d\\.`);
}

async function signIn(page: Page, { email }: Person): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a day of next month is played on a copy, beside the real desk in the same browser', async ({
  desk,
  deskbell,
  dashboardOf,
  rehearse,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  await ben.call('PATCH', '/team/status', { status: 'live' });
  await desk.owner.call('PATCH', `/team/members/${member}`, { tier: 'power' });
  const ada = await dashboardOf(desk.owner, REPORTS);
  await expect(unusedTiers(ada.page)).toContainText('There is none.');
  await expect(inactive(ada.page)).toContainText('Everybody did something in the last 30 days.');
  await expect(banner(ada.page)).toHaveCount(0);

  const later = await rehearse(`${DAYS}d`);
  const tab = await ada.page.context().newPage();

  await test.step('the sign-in page says what it is and which day it plays; Ada signs in', async () => {
    await tab.goto(later.url);
    await expect(banner(tab)).toContainText(played());
    await look(tab);
    await signIn(tab, desk.owner);
    await expect(tab.getByRole('radiogroup', { name: 'My status' })).toBeVisible();
    await expect(banner(tab)).toContainText(played());
  });

  await test.step('by then Ben did nothing for a month, and Ada was mailed so', async () => {
    await new Dashboard(tab).open(`${later.url}${REPORTS}`);
    await expect(banner(tab)).toBeVisible();
    await expect(inactive(tab)).toContainText('Ben Example');
    await expect(unusedTiers(tab)).toContainText('Ben Example');
    await expect.poll(() => reportsMailedTo(later, desk.owner.email)).toHaveLength(1);
    const [mail] = await reportsMailedTo(later, desk.owner.email);
    expect(mail).toMatch(/^Subject: Audit report of Desk of Ada Example, \d{4}-\d\d-\d\d\r?$/m);
    expect(mail).toContain(`${later.url}${REPORTS}`);
  });

  await test.step('what she switches there is switched nowhere else, and she is signed in at both', async () => {
    await expect(byMail(tab)).toBeChecked();
    await byMail(tab).click();
    await expect(byMail(tab)).not.toBeChecked();
    await ada.open(REPORTS);
    await expect(byMail(ada.page)).toBeChecked();
    await expect(inactive(ada.page)).toContainText('Everybody did something in the last 30 days.');
    await expect(banner(ada.page)).toHaveCount(0);
    expect(await reportsMailedTo(deskbell, desk.owner.email)).toEqual([]);
  });
});

test('the banner stands above every page in light, dark and on a phone, and hides nothing', async ({
  desk,
  anotherBrowser,
  rehearse,
}) => {
  // Axe reads every element of the pages; on a busy machine that takes its time.
  test.setTimeout(300_000);
  const { conversation_id: id } = await (await desk.visitor()).say('Where is my order?');
  const later = await rehearse('90m');
  const page = await anotherBrowser({ baseURL: later.url });
  const reply = page.getByRole('textbox', { name: 'Write a reply' });
  await lookInEvery(page, '/login', banner(page), page.getByLabel('E-mail address'));
  await signIn(page, desk.owner);
  const row = new Dashboard(page).row('Where is my order?');
  await expect(row).toBeVisible();
  await lookInEvery(page, '/', banner(page), row);
  await lookInEvery(page, `/c/${id}`, banner(page), reply);
  // As it is left, on a phone: both at once.
  await expect(reply).toBeInViewport({ ratio: 1 });
  await expect(banner(page)).toBeInViewport({ ratio: 1 });
});
