/** What a role may not do: not offered, and refused with its reason where the page did not know yet. */
import { Dashboard } from '../support/dashboard';
import { keepFrom } from '../support/line';
import type { Desk } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const settings = (of: Dashboard, page: 'Team' | 'Channels' | 'Billing') =>
  of.page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: page }).click();

async function hello(desk: Desk): Promise<string> {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  return conversation_id;
}

test('an agent is offered nothing that only others may do', async ({ desk, dashboardOf }) => {
  const conversation = await hello(desk);
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, `/c/${conversation}`);
  await expect(bens.message('Hello')).toBeVisible();
  await expect(bens.thread.getByTitle('Nobody holds this yet')).toBeVisible();
  await expect(bens.thread.getByRole('button', { name: /give to somebody/ })).toBeHidden();
  await bens.page.keyboard.press('a');
  await bens.page.keyboard.press('r');
  await expect(bens.reply, 'the key after it is heard by the page, not by a picker').toBeFocused();
  await expect(bens.page.getByRole('dialog', { name: 'Give to' })).toBeHidden();
  await bens.rail.getByRole('link', { name: 'Settings' }).click();
  await expect(bens.member('Ada Example')).toBeVisible();
  await expect(bens.page.getByRole('button', { name: /^Acts for/ })).toHaveCount(0);
  await expect(bens.page.getByRole('button', { name: 'Invite Members' })).toHaveCount(0);
  await settings(bens, 'Channels');
  await expect(bens.page.getByRole('main').getByRole('listitem').first()).toContainText('On');
  await expect(bens.page.getByRole('button', { name: 'New widget' })).toHaveCount(0);
  await expect(bens.page.getByRole('switch')).toHaveCount(0);
  await bens.page.getByRole('button', { name: /^Acts for/ }).click();
  await expect(bens.page.getByRole('menuitem')).toHaveText(['Ring the bell yourself']);
  await bens.page.keyboard.press('Escape');
  await settings(bens, 'Billing');
  await expect(bens.page.getByText('Only the owner moves the workspace to another plan.')).toBeVisible();
  await expect(bens.page.getByRole('button', { name: /^Move to/ })).toHaveCount(0);
  await bens.page.goto('/welcome');
  await expect(bens.row('Hello'), 'there is nothing for him to set up').toBeVisible();
});

test('an admin is offered what an admin may do, and no more', async ({ desk, dashboardOf }) => {
  const conversation = await hello(desk);
  const { person: ben } = await desk.hire('Ben', 'admin');
  const bens = await dashboardOf(ben, `/c/${conversation}`);
  await bens.giveTo('Ben Example');
  await expect(bens.thread.getByText('Ben took this')).toBeVisible();
  await bens.rail.getByRole('link', { name: 'Settings' }).click();
  await expect(bens.member('Ada Example')).toBeVisible();
  await expect(bens.page.getByRole('button', { name: 'Invite Members' })).toHaveCount(0);
  await settings(bens, 'Channels');
  await bens.page.getByRole('button', { name: /^Acts for/ }).click();
  await expect(bens.page.getByRole('menuitem')).toHaveText(['Ring the bell yourself', /Change how it looks/]);
});

test('nobody can act on the owner, and the page says why', async ({ desk, dashboardOf }) => {
  await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(
    ada.member('Ada Example').getByRole('img', { name: 'The owner can’t be removed or demoted' }),
  ).toBeVisible();
  await expect(ada.page.getByRole('button', { name: 'Acts for Ada Example' })).toHaveCount(0);
  await expect(ada.page.getByRole('button', { name: 'Acts for Ben Example' })).toBeVisible();
});

test('a right that was taken a moment ago is refused with the rule and who has it, and the act goes', async ({
  desk,
  anotherBrowser,
}) => {
  const conversation = await hello(desk);
  const { person: ben, member } = await desk.hire('Ben', 'admin');
  const page = await anotherBrowser();
  await keepFrom(page, 'member_changed');
  const bens = await Dashboard.of(page, ben, `/c/${conversation}`);
  await expect(bens.thread.getByRole('button', { name: /give to somebody/ })).toBeVisible();
  await desk.owner.call('PATCH', `/team/members/${member}`, { role: 'agent' });
  await bens.giveTo('Ben Example');
  const refusal = bens.thread.getByRole('status', { name: 'Visitor was not given to anybody else' });
  await expect(refusal).toContainText('Your role is Agent.');
  await expect(refusal).toContainText('Ada Example, owner');
  await expectAccessible(page);
  await expect(bens.thread.getByTitle('Nobody holds this yet'), 'nothing was changed').toBeVisible();
  await expect(bens.thread.getByRole('button', { name: /give to somebody/ })).toBeHidden();
  await refusal.getByRole('link', { name: 'support/permissions/conversations.assign' }).click();
  await expect(page.getByRole('heading', { name: 'Rules' }).first()).toBeVisible();
  await page.goBack();
  await refusal.getByRole('button', { name: 'Understood' }).click();
  await expect(refusal).toBeHidden();
});

test('a form that was opened with a right says so when the right is gone', async ({ desk, dashboardOf }) => {
  const { person: ben, member } = await desk.hire('Ben', 'admin');
  const bens = await dashboardOf(ben, '/settings/channels');
  await bens.page.getByRole('button', { name: /^Acts for/ }).click();
  await bens.page.getByRole('menuitem', { name: 'Change how it looks…' }).click();
  const dialog = bens.page.getByRole('dialog');
  await dialog.getByLabel('Heading').fill('Ahoy!');
  await desk.owner.call('PATCH', `/team/members/${member}`, { role: 'agent' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const refusal = dialog.getByRole('status', { name: /was not changed$/ });
  await expect(refusal).toContainText('Your role is Agent.');
  await expect(dialog.getByLabel('Heading'), 'what was typed stays').toHaveValue('Ahoy!');
  await expectAccessible(bens.page);
});

test('somebody who left a moment ago is given nothing', async ({ desk, anotherBrowser }) => {
  const conversation = await hello(desk);
  const { member } = await desk.hire('Ben');
  const page = await anotherBrowser();
  await keepFrom(page, 'member_changed');
  const ada = await Dashboard.of(page, desk.owner, `/c/${conversation}`);
  await expect(ada.mate('Ben')).toBeVisible();
  await desk.owner.call('DELETE', `/team/members/${member}`);
  await ada.giveTo('Ben Example');
  await expect(ada.notices).toContainText('Visitor was not given to anybody else');
  await expect(ada.thread.getByRole('button', { name: 'Unassigned, give to somebody' })).toBeVisible();
});

test('removing somebody who has left already says so', async ({ desk, anotherBrowser }) => {
  const { member } = await desk.hire('Ben');
  const page = await anotherBrowser();
  await keepFrom(page, 'member_changed');
  const ada = await Dashboard.of(page, desk.owner, '/settings/team');
  await ada.actOn('Ben Example', 'Remove from workspace…');
  await desk.owner.call('DELETE', `/team/members/${member}`);
  const dialog = page.getByRole('dialog', { name: /Remove Ben Example/ });
  await dialog.getByRole('button', { name: 'Remove Ben' }).click();
  await expect(dialog.getByRole('status', { name: 'Ben Example was not removed' })).toBeVisible();
});
