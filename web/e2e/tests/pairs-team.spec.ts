/** The third part of `PAIRS.md`: who is here, who belongs to the team, and what becomes of plan, channels and sessions. */
import { Dashboard } from '../support/dashboard';
import { Desk, Person } from '../support/people';
import { expect, test } from '../support/test';

test("a member goes live → every colleague's rail, team pages and picker say so, and the visitor's widget", async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben);
  const ada = await dashboardOf(desk.owner, '/settings/team');
  const hers = new Dashboard(await ada.page.context().newPage());
  await hers.open('/team');
  await bens.setStatus('Live');
  await expect(ada.mate('Ben')).toContainText('Live');
  await expect(ada.member('Ben Example')).toContainText('Live');
  await expect(hers.page.getByRole('region', { name: 'Live' })).toContainText('Ben Example');
  await expect(shop.panel.getByText('Online', { exact: true })).toBeVisible();
  await ada.open('/');
  await ada.openRow('Hello');
  await ada.thread.getByRole('button', { name: /give to somebody/ }).click();
  await expect(ada.page.getByRole('group', { name: 'Can take it now' })).toContainText('Ben Example');
  await bens.setStatus('Away');
  await expect(ada.page.getByRole('group', { name: 'Not live' })).toContainText('Ben Example');
  await expect(hers.page.getByRole('region', { name: 'Away' })).toContainText('Ben Example');
  await expect(shop.panel.getByText('Offline · leave a message')).toBeVisible();
});

test("a member opens Deskbell → a colleague's team page says that it is open", async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/team');
  const line = ada.page
    .getByRole('region', { name: 'Offline' })
    .getByRole('listitem')
    .filter({ hasText: 'Ben' });
  await expect(line).toContainText('Deskbell is closed');
  await dashboardOf(ben);
  await expect(line).toContainText('Deskbell is open');
});

test('a person changes their status in one tab → their other tab shows it', async ({ desk, dashboardOf }) => {
  const ada = await dashboardOf(desk.owner);
  const other = new Dashboard(await ada.page.context().newPage());
  await other.open('/team');
  await ada.setStatus('Live');
  await other.expectStatus('Live');
  await other.setStatus('Away');
  await ada.expectStatus('Away');
});

test('the owner invites somebody who waits without a workspace → they are taken there, and the team sees them', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  const { person: cyd } = await desk.hire('Cyd');
  const ben = await Person.register(deskbell, 'Ben');
  const [bens, cyds] = [await dashboardOf(ben, '/welcome'), await dashboardOf(cyd, '/settings/team')];
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await ada.page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByLabel('E-mail address').fill(ben.email);
  await dialog.getByRole('button', { name: 'Add to the team' }).click();
  await expect(bens.page.getByText('Desk of Ada Example').first()).toBeVisible();
  await expect(bens.page).toHaveURL(/\/$/);
  await expect(cyds.member('Ben Example')).toBeVisible();
  await expect(cyds.mate('Ben')).toBeVisible();
  await expect(cyds.page.getByRole('region', { name: 'Seats' })).toContainText('2 of 2');
  await (await desk.visitor()).say('For everybody');
  await expect(bens.row('For everybody'), 'he hears of what comes next').toBeVisible();
});

test('the owner invites somebody who is at work elsewhere → they are told, and stay where they are', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  const elsewhere = await Desk.open(deskbell, 'Zoe', 'other.example');
  const zoes = await dashboardOf(elsewhere.owner);
  await expect(zoes.rail).toContainText('Desk of Zoe Example');
  await desk.invite(elsewhere.owner);
  await expect(zoes.notices).toContainText('You were added to Desk of Ada Example');
  await expect(zoes.rail).toContainText('Desk of Zoe Example');
  await zoes.page.getByRole('button', { name: /^Workspace Desk of Zoe Example/ }).click();
  await zoes.page.getByRole('menuitemradio', { name: 'Desk of Ada Example' }).click();
  await expect(zoes.rail).toContainText('Desk of Ada Example');
});

test('the owner gives another role → the person may do what it grants at once, and the team reads it', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const bens = await dashboardOf(ben, `/c/${conversation_id}`);
  const cyds = await dashboardOf(cyd, '/settings/team');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  const picker = bens.thread.getByRole('button', { name: /give to somebody/ });
  await expect(bens.message('Hello')).toBeVisible();
  await expect(picker).toBeHidden();
  await ada.actOn('Ben Example', 'Change role…');
  await ada.page.getByRole('button', { name: 'Make Ben Admin' }).click();
  await expect(picker).toBeVisible();
  await expect(cyds.member('Ben Example')).toContainText('Admin');
  await bens.giveTo('Ben Example');
  await expect(bens.thread.getByText('Ben took this')).toBeVisible();
  await ada.actOn('Ben Example', 'Change role…');
  await ada.page.getByRole('button', { name: 'Make Ben Agent' }).click();
  await expect(picker).toBeHidden();
  await expect(cyds.member('Ben Example')).toContainText('Agent');
});

test('the owner removes somebody → their page ends with the reason, and their work goes where the owner said', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  await desk.assign(conversation_id, ben);
  const bens = await dashboardOf(ben, `/c/${conversation_id}`);
  const cyds = await dashboardOf(cyd, '/?view=mine');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await ada.actOn('Ben Example', 'Remove from workspace…');
  const dialog = ada.page.getByRole('dialog', { name: /Remove Ben Example/ });
  await expect(dialog).toContainText('1 open conversation');
  await dialog.getByRole('radio', { name: 'A colleague' }).check();
  await dialog.getByRole('radio', { name: /Cyd Example/ }).click();
  await expect(dialog.getByRole('note')).toContainText('Cyd is offline');
  await dialog.getByRole('button', { name: 'Remove Ben' }).click();
  await expect(bens.page.getByText('You were removed from the workspace')).toBeVisible();
  await expect(cyds.row('Hello')).toBeVisible();
  await expect(cyds.mate('Ben')).toBeHidden();
  await expect(ada.member('Ben Example')).toBeHidden();
  await expect(ada.page.getByRole('region', { name: 'Seats' })).toContainText('1 of 2');
});

test("the owner moves to another plan → an agent's billing page shows it", async ({ desk, dashboardOf }) => {
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, '/settings/billing');
  const ada = await dashboardOf(desk.owner, '/settings/billing');
  const theirs = bens.page.getByRole('listitem').filter({ hasText: 'Your plan' });
  await expect(theirs).toContainText('Mini');
  await ada.page.getByRole('button', { name: 'Move to Pro' }).click();
  await expect(theirs).toContainText('Pro');
});

test("the owner makes, changes, turns off and removes a widget → a colleague's rail and channels follow", async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, '/settings/channels');
  const ada = await dashboardOf(desk.owner, '/settings/channels');
  const card = (of: Dashboard, name: string) =>
    of.page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await ada.page.getByRole('button', { name: 'New widget' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByLabel('Your site').fill('https://www.second.example/shop');
  await dialog.getByLabel('Name', { exact: true }).fill('Second shop');
  await dialog.getByRole('button', { name: 'Make the widget' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(card(bens, 'second.example')).toContainText('On');
  await expect(bens.rail.getByRole('link', { name: /second\.example|Second shop/ })).toBeVisible();

  await ada.page.getByRole('switch', { name: /second\.example|Second shop/ }).click();
  await expect(card(bens, 'second.example')).toContainText('Off');

  await ada.page.getByRole('button', { name: /^Acts for (second\.example|Second shop)/ }).click();
  await ada.page.getByRole('menuitem', { name: 'Remove…' }).click();
  await ada.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(card(bens, 'second.example')).toBeHidden();
  await expect(bens.rail.getByRole('link', { name: /second\.example|Second shop/ })).toBeHidden();
});

test("the owner changes how a widget looks → the visitor's next page and a colleague's preview show it", async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  const { person: ben } = await desk.hire('Ben', 'admin');
  const bens = await dashboardOf(ben, '/settings/channels');
  const ada = await dashboardOf(desk.owner, '/settings/channels');
  await ada.page.getByRole('button', { name: /^Acts for/ }).click();
  await ada.page.getByRole('menuitem', { name: 'Change how it looks…' }).click();
  await ada.page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('The lantern shop');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(ada.notices).toContainText('The lantern shop was changed');
  await bens.page.getByRole('button', { name: /^Acts for/ }).click();
  await bens.page.getByRole('menuitem', { name: 'Change how it looks…' }).click();
  await expect(bens.page.getByRole('figure', { name: 'Live preview' })).toContainText('The lantern shop');
  await shop.page.reload();
  await expect(shop.launcher).toHaveAccessibleName(/The lantern shop/);
});

test('a person signs out in one tab → their other tab ends too, and another device goes on', async ({
  desk,
  dashboardOf,
}) => {
  const device = await dashboardOf(desk.owner);
  const ada = await dashboardOf(desk.owner);
  const other = new Dashboard(await ada.page.context().newPage());
  await other.open('/team');
  await ada.page.getByRole('button', { name: 'Account of Ada Example' }).click();
  await ada.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ada.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other.page.getByText('This session was signed out.')).toBeVisible();
  await (await desk.visitor()).say('Still here?');
  await expect(device.row('Still here?')).toBeVisible();
});
