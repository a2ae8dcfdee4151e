/** Two people share a day's work on one question: what each sees of the other, and what the visitor never sees. */
import type { Page } from '@playwright/test';
import type { Dashboard } from '../support/dashboard';
import { snippetOf } from '../support/site';
import { expect, test } from '../support/test';
import { Widget } from '../support/widget';

/** Everything that a page is sent from now on, by whichever way. */
function heard(page: Page): string[] {
  const texts: string[] = [];
  page.on('response', (response) => {
    void response.text().then(
      (text) => texts.push(text),
      () => undefined,
    );
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => texts.push(String(payload)));
  });
  return texts;
}

const NOTE = 'The glass is out of stock until Friday';

/** What the visitor was sent, over a reload too: the answer, and of the note nothing. */
async function expectNothingOfTheNote(ada: Dashboard, shop: Widget, told: string[]): Promise<void> {
  await Promise.all([ada.page.reload(), shop.page.reload()]);
  await expect(ada.message(NOTE)).toBeVisible();
  await shop.open();
  await expect(shop.theirs('A new glass leaves on Friday')).toBeVisible();
  const all = told.join('\n');
  expect(all, 'what the visitor may read was heard here').toContain('A new glass leaves on Friday');
  expect(all).not.toContain(NOTE);
  expect(all).not.toContain('out of stock');
}

test('a working day: take, note, give, put aside, answer, resolve, reopen', async ({
  deskbell,
  desk,
  site,
  anotherBrowser,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const shop = new Widget(await anotherBrowser());
  const told = heard(shop.page);
  await shop.page.goto(site.put({ snippet: snippetOf(deskbell.url, desk.widget) }));
  await shop.open();
  await shop.say('My lantern came without its glass');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  const bens = await dashboardOf(ben, `/c/${id}`);

  await test.step('Ben takes it: Ada and the visitor see with whom it is', async () => {
    await bens.giveTo('Ben Example');
    await expect(ada.thread.getByText('Ben took this')).toBeVisible();
    await expect(ada.row('My lantern')).toContainText('with Ben Example');
    await expect(shop.line('Ben joined')).toBeVisible();
  });

  await test.step('he writes a note: Ada reads it, and nobody was answered by it', async () => {
    await bens.thread.getByRole('button', { name: 'Note', exact: true }).click();
    await bens.page.getByRole('textbox', { name: 'Write a note' }).fill(NOTE);
    await bens.thread.getByRole('button', { name: 'Add note' }).click();
    await expect(ada.message(NOTE)).toBeVisible();
    await expect(ada.thread.getByText('note, only the team sees it')).toBeVisible();
    await expect(ada.thread.getByText('Open · no answer yet')).toBeVisible();
  });

  await test.step('he gives it to Ada, and she is told', async () => {
    await bens.giveTo('Ada Example');
    await expect(ada.notices).toContainText('Ben Example gave you Visitor');
    await expect(bens.thread.getByText('Ben gave this to Ada')).toBeVisible();
  });

  await test.step('she puts it aside until tomorrow: it waits for both', async () => {
    await ada.act('Until tomorrow, 09:00');
    await expect(bens.thread.getByText('Ada put this aside')).toBeVisible();
    await expect(bens.thread.getByText(/^Put aside until .*, or until the customer writes$/)).toBeVisible();
  });

  await test.step('the visitor writes, and it is back', async () => {
    await shop.say('Any news?');
    await expect(ada.message('Any news?')).toBeVisible();
    for (const page of [ada, bens]) {
      await expect(page.thread.getByText('Open · no answer yet')).toBeVisible();
      await expect(page.row('Any news?')).toBeVisible();
    }
  });

  await test.step('she answers and resolves: the visitor and Ben see it', async () => {
    await ada.answer('A new glass leaves on Friday');
    await expect(shop.theirs('A new glass leaves on Friday')).toContainText('Ada');
    await expect(bens.thread.getByText(/first answer after/)).toBeVisible();
    await ada.thread.getByRole('button', { name: 'Resolve' }).click();
    await expect(bens.thread.getByText('Ada resolved this')).toBeVisible();
    await expect(bens.row('A new glass')).toBeHidden();
    await expect(shop.line('Marked as resolved.')).toBeVisible();
  });

  await test.step('Ben reopens it: it stands in both lists again', async () => {
    await bens.thread.getByRole('button', { name: 'Reopen' }).click();
    await expect(ada.thread.getByText('Ben reopened this')).toBeVisible();
    await expect(ada.row('A new glass')).toBeVisible();
    await expect(shop.line('Marked as resolved.')).toBeHidden();
  });

  await test.step('after a reload it is the same, and of the note the visitor was sent nothing', () =>
    expectNothingOfTheNote(ada, shop, told));
});
