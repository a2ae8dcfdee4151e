/** The first part of `PAIRS.md`: what a visitor does, and the page of the team that changes with it. */
import { expect, test } from '../support/test';
import { writeUntilSeen } from '../support/typing';

test('a visitor writes → a new row stands in the inbox, counted, unread and said aloud', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner);
  await expect(ada.page.getByText('Nobody has rung yet')).toBeVisible();
  const shop = await visitor();
  await shop.open();
  await shop.say('Do you ship to Norway?');
  await expect(ada.row('Do you ship to Norway?').getByRole('img', { name: 'Unread' })).toBeVisible();
  for (const view of ['Unassigned', 'All'] as const) await expect(ada.view(view)).toContainText('1');
  await expect(ada.rail.getByRole('link', { name: /^localhost/ })).toContainText('1');
  await expect(ada.page.getByRole('status').getByText(/^New message from/)).toBeAttached();
});

test('a visitor writes again → the row moves to the top, and the open conversation shows it', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const [first, second] = [await visitor(), await visitor()];
  await first.open();
  await first.say('I was here first');
  await second.open();
  await second.say('I came second');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('I was here first');
  await expect(ada.list.getByRole('listitem').first()).toContainText('I came second');
  await first.say('One more thing');
  await expect(ada.message('One more thing')).toBeVisible();
  await expect(ada.list.getByRole('listitem').first()).toContainText('One more thing');
});

test('a visitor types → the open conversation says so, and stops saying so', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('Hello');
  await writeUntilSeen(shop.field, ada.thread.getByText('Visitor is typing'));
  await shop.say('Here it is');
  await expect(ada.message('Here it is')).toBeVisible();
  await expect(ada.thread.getByText('Visitor is typing')).toBeHidden();
});

test('a visitor gets an answer, then looks at it → sent becomes delivered, then seen', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  await shop.close();
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('Hello');
  await ada.answer('Good morning');
  await expect(ada.thread.getByText('Delivered')).toBeVisible();
  await expect(shop.launcher).toHaveAccessibleName(/1 new message/);
  await shop.open();
  await expect(ada.thread.getByText(/Seen/)).toBeVisible();
});

test('a visitor asks for a person → row, head and conversation say so until it is given to one', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('A difficult question');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('A difficult question');
  await shop.choose('Talk to a person');
  await expect(shop.line('You asked for a person.')).toBeVisible();
  await expect(
    ada.row('A difficult question').getByRole('img', { name: 'Asked for a person' }),
  ).toBeVisible();
  await expect(ada.thread.getByText('Visitor waits for a person')).toBeVisible();
  await ada.giveTo('Ada Example');
  await expect(ada.thread.getByText('Visitor waits for a person')).toBeHidden();
  await expect(shop.line('Ada joined')).toBeVisible();
});

test('a visitor leaves name and address → row, conversation and customer show them', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Who am I?');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('Who am I?');
  await shop.choose('Leave your name and e-mail');
  const form = shop.panel.getByRole('form', { name: 'Your name and e-mail' });
  await form.getByLabel('Name').fill('Nora Lind');
  await form.getByLabel('E-mail').fill('nora@example.com');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(shop.line('Saved.')).toBeVisible();
  await expect(ada.row('Who am I?')).toContainText('Nora Lind');
  await expect(ada.thread.getByRole('heading', { name: 'Nora Lind' })).toBeVisible();
  await expect(ada.customer.getByRole('link', { name: 'nora@example.com' })).toBeVisible();
});

test('a visitor writes on a resolved conversation → it is open again in the list', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('It is broken');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('It is broken');
  await ada.thread.getByRole('button', { name: 'Resolve' }).click();
  await expect(ada.row('It is broken')).toBeHidden();
  await expect(shop.line('Marked as resolved.')).toBeVisible();
  await shop.say('It is broken again');
  await expect(ada.row('It is broken again')).toBeVisible();
  await expect(ada.thread.getByRole('button', { name: 'Resolve' })).toBeVisible();
  await expect(shop.line('Marked as resolved.')).toBeHidden();
});

test('a visitor writes after a closed conversation → another one stands in the list', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('The first matter');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('The first matter');
  await ada.act('Close');
  await expect(shop.line('This conversation is closed.')).toBeVisible();
  await shop.say('The second matter');
  await expect(shop.line('A new conversation')).toBeVisible();
  await ada.openRow('The second matter');
  await expect(ada.message('The first matter')).toBeHidden();
  await expect(ada.customer.getByRole('link', { name: /The first matter/ })).toBeVisible();
});
