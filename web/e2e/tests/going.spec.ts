/** Going: out of other sessions, over to another workspace, out of one for good, and away with the whole account. */
import { Dashboard } from '../support/dashboard';
import { Desk, PASSWORD } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const section = (of: Dashboard, name: string) => of.page.getByRole('region', { name });
const NOWHERE = 'What is your workspace called?';

test('signed out everywhere else: another device’s page ends at once, and this one goes on', async ({
  desk,
  dashboardOf,
}) => {
  const elsewhere = await dashboardOf(desk.owner);
  const ada = await dashboardOf(desk.owner, '/me');
  const sessions = section(ada, 'Sessions');
  const end = sessions.getByRole('button', { name: /^End the session of/ });
  await expect(end, 'the other page, and the program that made the desk').toHaveCount(2);
  await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(elsewhere.page.getByText('This session was signed out.')).toBeVisible();
  await expect(ada.notices).toContainText('2 other sessions ended');
  await expect(end).toHaveCount(0);
  await expect(sessions.getByText('this one')).toBeVisible();
  await expect(sessions.getByRole('button', { name: 'Sign out everywhere else' })).toBeHidden();
  expect((await desk.owner.ask('GET', '/auth/me')).status, 'the program').toBe(401);

  await elsewhere.page.goto('/team');
  await expect(elsewhere.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await ada.view('All').click();
  await (await desk.visitor()).say('Still here?');
  await expect(ada.row('Still here?')).toBeVisible();
});

test('over to another workspace: inbox, team and rights are that one’s, and another tab stays where it was', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  const hers = await Desk.open(deskbell, 'Zoe', 'other.example');
  const zoe = hers.owner;
  await desk.invite(zoe);
  await (await hers.visitor()).say('Written to Zoe');
  await (await desk.visitor()).say('Written to Ada');
  const zoes = await dashboardOf(zoe, '/settings/billing');
  await expect(zoes.page.getByRole('button', { name: 'Move to Pro' })).toBeVisible();
  const other = new Dashboard(await zoes.page.context().newPage());
  await other.open('/');

  await zoes.page.getByRole('button', { name: 'Workspace Desk of Zoe Example, switch' }).click();
  await expect(zoes.page.getByRole('menuitemradio', { name: 'Desk of Zoe Example' })).toBeChecked();
  await zoes.page.getByRole('menuitemradio', { name: 'Desk of Ada Example' }).click();
  await expect(zoes.row('Written to Ada')).toBeVisible();
  await expect(zoes.row('Written to Zoe')).toHaveCount(0);
  await expect(zoes.mate('Ada')).toBeVisible();

  await test.step('what comes next arrives where it belongs', async () => {
    await zoes.open('/');
    await (await hers.visitor()).say('For Zoe again');
    await (await desk.visitor()).say('For Ada again');
    await expect(other.row('For Zoe again')).toBeVisible();
    await expect(zoes.row('For Ada again')).toBeVisible();
    await expect(other.row(/Ada/)).toHaveCount(0);
    await expect(zoes.row(/Zoe/)).toHaveCount(0);
  });

  await test.step('she owns that one, and not this one', async () => {
    await zoes.page.goto('/settings/billing');
    await expect(zoes.page.getByRole('listitem').filter({ hasText: 'Your plan' })).toContainText('Mini');
    await expect(zoes.page.getByRole('button', { name: 'Move to Pro' })).toHaveCount(0);
    await other.page.goto('/settings/billing');
    await expect(other.page.getByRole('button', { name: 'Move to Pro' })).toBeVisible();
  });
});

test('out of a workspace: what one holds goes where one says, and the way leads to the next one or to none', async ({
  deskbell,
  desk,
  dashboardOf,
}) => {
  const { owner: zoe } = await Desk.open(deskbell, 'Zoe', 'other.example');
  await desk.invite(zoe);
  const { person: ben } = await desk.hire('Ben');
  const { conversation_id: held } = await (await desk.visitor()).say('Held by Ben');
  await desk.assign(held, ben);
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(ada.member('Ben Example')).toBeVisible();

  await test.step('Ben looks at what would follow and stays, then leaves, and is in no workspace', async () => {
    const bens = await dashboardOf(ben, '/me');
    const leave = section(bens, 'Leave Desk of Ada Example').getByRole('button', { name: 'Leave…' });
    const dialog = bens.page.getByRole('dialog', { name: 'Leave Desk of Ada Example' });
    await leave.click();
    await expect(dialog).toContainText('1 open conversation');
    await expectAccessible(bens.page);
    await dialog.getByRole('button', { name: 'Stay in Desk of Ada Example' }).click();
    await expect(dialog).toBeHidden();
    await leave.click();
    await dialog.getByRole('button', { name: 'Leave Desk of Ada Example' }).click();
    await expect(bens.page.getByRole('heading', { name: NOWHERE })).toBeVisible();
    await expect(ada.member('Ben Example')).toHaveCount(0);
    await bens.page.goto(`/c/${held}`);
    await expect(bens.page.getByRole('heading', { name: NOWHERE }), 'nothing of it is shown').toBeVisible();
  });

  await test.step('Zoe moves over, leaves, and is back in her own', async () => {
    const zoes = await dashboardOf(zoe, '/me');
    await zoes.page.getByRole('button', { name: /^Workspace Desk of Zoe Example/ }).click();
    await zoes.page.getByRole('menuitemradio', { name: 'Desk of Ada Example' }).click();
    await expect(zoes.rail).toContainText('Desk of Ada Example');
    await zoes.open('/me');
    await section(zoes, 'Leave Desk of Ada Example').getByRole('button', { name: 'Leave…' }).click();
    await zoes.page.getByRole('dialog').getByRole('button', { name: 'Leave Desk of Ada Example' }).click();
    await expect(zoes.rail).toContainText('Desk of Zoe Example');
    await expect(zoes.page.getByRole('button', { name: /^Workspace .*, switch$/ })).toHaveCount(0);
    await expect(ada.member('Zoe Example')).toHaveCount(0);
  });

  await test.step('the owner is told why she cannot, and finds what was Ben’s', async () => {
    await ada.open('/me');
    const leaving = section(ada, 'Leave Desk of Ada Example');
    await expect(leaving).toContainText('You own Desk of Ada Example, and the owner cannot leave.');
    await expect(leaving.getByRole('button')).toHaveCount(0);
    await ada.view('Unassigned').click();
    await expect(ada.row('Held by Ben')).toBeVisible();
  });
});

test('away with the account: by its password, everywhere at once, and what was written keeps the name', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const { conversation_id: held } = await (await desk.visitor()).say('Where is my order?');
  await desk.assign(held, ben);
  await ben.call('POST', `/conversations/${held}/messages`, { content: 'It left today.' });
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(ada.member('Ben Example')).toBeVisible();
  const elsewhere = await dashboardOf(ben);
  const bens = await dashboardOf(ben, '/me');
  const dialog = bens.page.getByRole('dialog', { name: 'Delete my account' });
  const password = dialog.getByRole('textbox', { name: 'Your password' });
  const remove = dialog.getByRole('button', { name: 'Delete my account' });

  await test.step('a wrong password deletes nothing, and keeping it neither', async () => {
    await section(bens, 'Delete my account').getByRole('button', { name: 'Delete…' }).click();
    await expect(dialog).toContainText('You leave Desk of Ada Example; open conversations go to Unassigned.');
    await expect(remove).toBeDisabled();
    await password.fill('not his password');
    await remove.click();
    await expect(password).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(bens.page);
    await dialog.getByRole('button', { name: 'Keep my account' }).click();
    await expect(dialog).toBeHidden();
    expect((await ben.ask('GET', '/auth/me')).status).toBe(200);
  });

  await test.step('with the right one every page of his ends, and nobody signs in as him', async () => {
    await section(bens, 'Delete my account').getByRole('button', { name: 'Delete…' }).click();
    await password.fill(PASSWORD);
    await remove.click();
    await expect(bens.page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
    await expect(elsewhere.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await elsewhere.page.getByLabel('E-mail address').fill(ben.email);
    await elsewhere.page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await elsewhere.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(elsewhere.page.getByRole('alert')).toHaveText('Incorrect email or password.');
  });

  await test.step('the team has one less, his work is free, and his answer has his name', async () => {
    await expect(ada.member('Ben Example')).toHaveCount(0);
    await ada.view('Unassigned').click();
    await ada.openRow('It left today.');
    const messages = ada.thread.getByRole('group', { name: 'Messages' });
    await expect(messages).toContainText(/Ben · \d\d:\d\dIt left today\./);
  });
});

test('an owner’s account stays, and the page says what would have to be done first', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/me');
  await section(ada, 'Delete my account').getByRole('button', { name: 'Delete…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Delete my account' });
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await expect(dialog.getByRole('alert')).toContainText('You own Desk of Ada Example.');
  await expectAccessible(ada.page);
  await ada.open('/team');
  await expect(ada.page.getByRole('heading', { name: 'Team' }).first()).toBeVisible();
});
