/** What plan and rules of the workspace refuse to its owner: each with its reason, and with the way on. */
import type { Locator } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { keepFrom } from '../support/line';
import { Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

async function invite(owner: Dashboard, email: string): Promise<Locator> {
  await owner.page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = owner.page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Add to the team' }).click();
  return dialog;
}

async function makeWidget(owner: Dashboard, site: string): Promise<Locator> {
  await owner.page.getByRole('button', { name: 'New widget' }).click();
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('Your site').fill(site);
  await dialog.getByRole('button', { name: 'Make the widget' }).click();
  return dialog;
}

test('one person more than the seats is refused with who holds them, and the larger plan takes them', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  await desk.hire('Ben');
  await desk.hire('Cyd');
  const dan = await Person.register(deskbell, 'Dan');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(ada.page.getByRole('region', { name: 'Seats' })).toContainText('2 of 2 seats on Mini');
  const dialog = await invite(ada, dan.email);
  const refusal = dialog.getByRole('status', { name: 'dan@example.com was not invited' });
  await expect(refusal).toContainText('Pro');
  await expect(refusal.getByRole('link', { name: 'support/plans/mini/agents' })).toBeVisible();
  await expect(refusal).toContainText('You, owner');
  await expect(dialog.getByRole('button', { name: 'Add to the team' })).toBeDisabled();
  await expectAccessible(ada.page);
  await refusal.getByRole('button', { name: 'Move to Pro, then invite' }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.member('Dan Example')).toBeVisible();
  await expect(ada.page.getByRole('region', { name: 'Seats' })).toContainText('3 of 5 seats on Pro');
});

test('an address without an account is told apart, with the link to sign up', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/settings/team');
  const dialog = await invite(ada, 'nobody@example.com');
  await expect(dialog.getByRole('note')).toContainText(
    'Nobody has an account with the address nobody@example.com.',
  );
  await expect(dialog.getByRole('button', { name: 'Copy sign-up link' })).toBeVisible();
  await expectAccessible(ada.page);
  await dialog.getByLabel('E-mail address').fill('nobody@example.org');
  await expect(dialog.getByText('nobody@example.com'), 'it was about the other address').toBeHidden();
});

test('somebody who is on the team already is not added twice', async ({ desk, dashboardOf }) => {
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  const dialog = await invite(ada, ben.email);
  await expect(dialog.getByRole('alert')).toHaveText('Ben Example is a member of this workspace already.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(ada.page.getByRole('region', { name: 'Seats' })).toContainText('1 of 2');
});

test('on Free a second channel is refused with its reason, and the larger plan takes it', async ({
  deskbell,
  dashboardOf,
}) => {
  const ada = await Person.register(deskbell, 'Ada');
  await ada.call('POST', '/auth/business/create', { name: 'Harbour & Pine' });
  await ada.call('POST', '/widget/create', { domain: 'first.example' });
  const adas = await dashboardOf(ada, '/settings/channels');
  const dialog = await makeWidget(adas, 'second.example');
  const refusal = dialog.getByRole('status', { name: 'The widget for second.example was not made' });
  await expect(refusal.getByRole('link', { name: 'support/plans/free/channels' })).toBeVisible();
  await expect(refusal).toContainText('Mini');
  await expectAccessible(adas.page);
  await refusal.getByRole('button', { name: 'Move to Mini, then make it' }).click();
  await expect(
    adas.page.getByRole('dialog', { name: 'The widget for second.example is ready' }),
  ).toBeVisible();
});

test('a site that has a widget already, and one that is no site, are refused at the form', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/settings/channels');
  const dialog = await makeWidget(ada, 'https://localhost:3000/shop');
  await expect(dialog.getByRole('alert')).toHaveText('This workspace has a widget for localhost already.');
  await dialog.getByLabel('Your site').fill('not a host');
  await dialog.getByRole('button', { name: 'Make the widget' }).click();
  await expect(dialog.getByLabel('Your site')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Your site')).toHaveAccessibleDescription(/host/);
  await expectAccessible(ada.page);
  expect(await desk.owner.call('GET', '/channels')).toHaveLength(1);
});

test('a plan that holds less than is used cannot be chosen, and says who is too many', async ({
  desk,
  dashboardOf,
}) => {
  await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/billing');
  const free = ada.page
    .getByRole('listitem')
    .filter({ has: ada.page.getByRole('heading', { name: 'Free' }) });
  await expect(free.getByRole('button', { name: 'Not possible now' })).toBeDisabled();
  await expect(free).toContainText('too many are Ben Example');
});

test('a plan that has just become too small is refused with the reason', async ({ desk, anotherBrowser }) => {
  const page = await anotherBrowser();
  await keepFrom(page, 'member_changed', 'workspace_changed');
  const ada = await Dashboard.of(page, desk.owner, '/settings/billing');
  const button = page.getByRole('button', { name: 'Move to Free' });
  await expect(button).toBeEnabled();
  await desk.hire('Ben');
  await button.click();
  const refusal = page.getByRole('status', { name: 'Free was not chosen' });
  await expect(refusal).toContainText('too many are Ben Example');
  await expectAccessible(page);
  await expect(ada.page.getByRole('listitem').filter({ hasText: 'Your plan' })).toContainText('Mini');
});
