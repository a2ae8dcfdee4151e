/** The second part of `PAIRS.md`: what a member does in the inbox, and whose page changes with it. */
import { Dashboard } from '../support/dashboard';
import type { Desk, Person } from '../support/people';
import { expect, test } from '../support/test';
import { writeUntilSeen } from '../support/typing';

/** Ben of Ada's team, with a conversation that says "Hello" open in his browser. */
async function withBen(
  desk: Desk,
  dashboardOf: (person: Person, path?: string) => Promise<Dashboard>,
  conversation: string,
): Promise<{ ben: Person; bens: Dashboard }> {
  const { person: ben } = await desk.hire('Ben');
  return { ben, bens: await dashboardOf(ben, `/c/${conversation}`) };
}

test('a member answers → the visitor reads it, with the name of who wrote', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('Hello');
  await ada.answer('Good morning');
  await expect(shop.theirs('Good morning')).toContainText('Ada');
});

test("a member answers → a colleague's conversation and row show it", async ({ desk, dashboardOf }) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { bens } = await withBen(desk, dashboardOf, conversation_id);
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  await ada.answer('Good morning');
  await expect(bens.message('Good morning')).toBeVisible();
  await expect(bens.row('Ada: Good morning')).toBeVisible();
  await expect(ada.row('You: Good morning')).toBeVisible();
});

test('a member types → the visitor and a colleague in the conversation see who', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const { bens } = await withBen(desk, dashboardOf, id);
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  await writeUntilSeen(ada.reply, shop.panel.getByText('Ada is typing'));
  await writeUntilSeen(ada.reply, bens.thread.getByText('Ada is writing too'));
  await ada.answer('Good morning');
  await expect(bens.thread.getByText('Ada is writing too')).toBeHidden();
  await expect(shop.panel.getByText('Ada is typing')).toBeHidden();
});

test('a member opens a conversation → the visitor reads that it was seen', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const ada = await dashboardOf(desk.owner);
  await expect(ada.row('Hello').getByRole('img', { name: 'Unread' })).toBeVisible();
  await expect(shop.panel.getByText('Seen')).toBeHidden();
  await ada.openRow('Hello');
  await expect(shop.panel.getByText('Seen')).toBeVisible();
  await expect(ada.row('Hello').getByRole('img', { name: 'Unread' })).toBeHidden();
});

test('the owner gives a conversation → the one who gets it is told and has it under Mine', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, '/?view=mine');
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  await expect(bens.page.getByText('Nothing is yours')).toBeVisible();
  await ada.giveTo('Ben Example');
  await expect(bens.notices).toContainText('Ada Example gave you Visitor');
  await expect(bens.row('Hello')).toBeVisible();
  await expect(bens.view('Mine')).toContainText('1');
  await expect(bens.view('Unassigned')).toContainText('0');
  await bens.notices.getByRole('button', { name: 'Open' }).click();
  await expect(bens.thread.getByText('Ada gave this to Ben')).toBeVisible();
});

test('the owner gives a conversation → everybody else sees with whom it is, the visitor too', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const { person: cyd } = await desk.hire('Cyd');
  await desk.hire('Ben');
  const cyds = await dashboardOf(cyd, `/c/${id}`);
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  await ada.giveTo('Ben Example');
  await expect(cyds.row('Hello')).toContainText('with Ben Example');
  await expect(cyds.thread.getByTitle('Ben Example holds this')).toBeVisible();
  await expect(cyds.thread.getByText('Ada gave this to Ben')).toBeVisible();
  await expect(cyds.mate('Ben')).toContainText('1 open');
  await expect(shop.line('Ben joined')).toBeVisible();
  expect(await cyds.notices.count(), 'it is not hers').toBe(0);
});

test('the owner puts a conversation back → it leaves Mine of the one who had it', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  await desk.assign(conversation_id, ben);
  const bens = await dashboardOf(ben, '/?view=mine');
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  await expect(bens.row('Hello')).toBeVisible();
  await ada.thread.getByRole('button', { name: /^Assigned to Ben Example/ }).click();
  await ada.page.getByRole('button', { name: 'Back to Unassigned' }).click();
  await expect(bens.row('Hello')).toBeHidden();
  await expect(bens.view('Unassigned')).toContainText('1');
});

test("a member resolves and reopens → the colleague's list and conversation follow", async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { bens } = await withBen(desk, dashboardOf, conversation_id);
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  await ada.thread.getByRole('button', { name: 'Resolve' }).click();
  await expect(bens.thread.getByText('Ada resolved this')).toBeVisible();
  await expect(bens.row('Hello')).toBeHidden();
  await expect(bens.view('All')).toContainText('0');
  await bens.thread.getByRole('button', { name: 'Reopen' }).click();
  await expect(ada.thread.getByText('Ben reopened this')).toBeVisible();
  await expect(ada.row('Hello')).toBeVisible();
});

test("a member sets to pending and closes → the colleague's conversation says so, and the visitor is told", async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const { bens } = await withBen(desk, dashboardOf, id);
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  await ada.act('Set to pending');
  await expect(bens.thread.getByText('Pending, waits for the customer')).toBeVisible();
  await expect(bens.row('Hello')).toBeVisible();
  await ada.act('Close');
  await expect(bens.thread.getByText('Ada closed this')).toBeVisible();
  await expect(bens.row('Hello')).toBeHidden();
  await expect(shop.line('This conversation is closed.')).toBeVisible();
});

test('a member hands off → a colleague sees that a person is wanted, and why', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const { bens } = await withBen(desk, dashboardOf, conversation_id);
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  await bens.act('Hand off…');
  const dialog = bens.page.getByRole('dialog', { name: 'Hand off Visitor' });
  await dialog.getByLabel('Why').fill('Needs somebody who knows lanterns');
  await dialog.getByRole('button', { name: 'Hand off' }).click();
  await expect(ada.thread.getByText('Needs somebody who knows lanterns')).toBeVisible();
  await expect(ada.row('Hello').getByRole('img', { name: 'Asked for a person' })).toBeVisible();
  await ada.giveTo('Ada Example');
  await expect(bens.thread.getByText('Needs somebody who knows lanterns')).toBeHidden();
});

test("a person answers in one tab → the same person's other tab shows it once", async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const ada = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  const tab = await ada.page.context().newPage();
  await tab.goto(`/c/${conversation_id}`);
  const other = new Dashboard(tab);
  await expect(other.message('Hello')).toBeVisible();
  await ada.answer('From the first tab');
  await expect(other.message('From the first tab')).toBeVisible();
  await expect(ada.message('From the first tab')).toHaveCount(1);
  await expect(other.message('From the first tab')).toHaveCount(1);
});
