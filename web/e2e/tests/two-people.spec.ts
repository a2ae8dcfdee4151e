/** Two people in one conversation: neither answers past the other, and nothing of either is lost. */
import { Dashboard } from '../support/dashboard';
import { expect, test } from '../support/test';
import { writeUntilSeen } from '../support/typing';
import type { Widget } from '../support/widget';

async function send(of: Dashboard): Promise<void> {
  await of.thread.getByRole('button', { name: 'Send' }).click();
}

/** Every page shows every text exactly once, and all three in the same order. */
async function expectSame(pages: Dashboard[], shop: Widget, texts: string[]): Promise<void> {
  const order: string[][] = [];
  for (const page of pages) {
    for (const text of texts) await expect(page.message(text)).toHaveCount(1);
    order.push(
      await page.thread
        .getByRole('group', { name: 'Messages' })
        .getByText(/^Answer/)
        .allTextContents(),
    );
  }
  for (const text of texts) await expect(shop.theirs(text)).toHaveCount(1);
  order.push(
    await shop.panel
      .locator('.theirs')
      .getByText(/^Answer/)
      .allTextContents(),
  );
  expect(order[0]).toHaveLength(texts.length);
  for (const one of order.slice(1)) expect(one).toEqual(order[0]);
}

test('two people write at once: each sees the other, and both answers stay', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  const bens = await dashboardOf(ben, `/c/${id}`);

  await test.step('each is told that the other writes too', async () => {
    await writeUntilSeen(ada.reply, bens.thread.getByText('Ada is writing too'));
    await writeUntilSeen(bens.reply, ada.thread.getByText('Ben is writing too'));
    await ada.reply.fill('Answer of Ada');
    await bens.reply.fill('Answer of Ben');
  });

  await test.step('both send at the same moment', async () => {
    await Promise.all([send(ada), send(bens)]);
    await expectSame([ada, bens], shop, ['Answer of Ada', 'Answer of Ben']);
    await expect(ada.thread.getByText('is writing too')).toBeHidden();
    await expect(bens.thread.getByText('is writing too')).toBeHidden();
  });

  await test.step('after a reload it is the same', async () => {
    await Promise.all([ada.page.reload(), bens.page.reload()]);
    await expectSame([ada, bens], shop, ['Answer of Ada', 'Answer of Ben']);
  });
});

test('what one is writing stays while the other answers, resolves and gives it away', async ({
  desk,
  dashboardOf,
}) => {
  const { conversation_id: id } = await (await desk.visitor()).say('Hello');
  const { person: ben } = await desk.hire('Ben');
  const bens = await dashboardOf(ben, `/c/${id}`);
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  await bens.reply.fill('Half a sentence');
  await ada.answer('Good morning');
  await expect(bens.message('Good morning')).toBeVisible();
  await ada.giveTo('Ada Example');
  await expect(bens.thread.getByTitle('Ada Example holds this')).toBeVisible();
  await ada.thread.getByRole('button', { name: 'Resolve' }).click();
  await expect(bens.thread.getByText('Ada resolved this')).toBeVisible();
  await expect(bens.reply).toHaveValue('Half a sentence');
  await bens.page.reload();
  await expect(bens.reply, 'the draft is kept').toHaveValue('Half a sentence');
  await expect(ada.reply, 'and is nobody else’s').toHaveValue('');
});

test('an answer whose way is cut is kept, says so, and goes once by a retry', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/conversations');
  const { person: ben } = await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, `/c/${id}`);
  const bens = await dashboardOf(ben, `/c/${id}`);
  await ada.page.route('**/messages', (route) => route.abort('connectionrefused'), { times: 1 });
  await ada.reply.fill('Answer in a tunnel');
  await send(ada);
  const failure = ada.thread.getByRole('alert');
  await expect(failure).toContainText('Not sent.');
  await bens.answer('Answer meanwhile');
  await failure.getByRole('button', { name: 'Retry' }).click();
  await expect(failure).toBeHidden();
  await expectSame([ada, bens], shop, ['Answer in a tunnel', 'Answer meanwhile']);
});

test('an answer that was taken, and whose confirmation was lost, stands there once', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('Hello');
  let lost = () => {};
  const gone = new Promise<void>((done) => (lost = done));
  await ada.page.route(
    '**/messages',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
      lost();
    },
    { times: 1 },
  );
  await ada.reply.fill('Answer, only once');
  await send(ada);
  await gone;
  await expect(shop.theirs('Answer, only once')).toHaveCount(1);
  await expect(ada.thread.getByText('Not sent.')).toBeHidden();
  await expect(ada.message('Answer, only once')).toHaveCount(1);
});

test('a connection that the server ends comes back, with what came meanwhile', async ({
  desk,
  anotherBrowser,
}) => {
  const page = await anotherBrowser();
  let hangUp = () => {};
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    socket.connectToServer();
    // Socket.IO's word for "the server has ended this".
    hangUp = () => socket.send('41');
  });
  const ada = await Dashboard.of(page, desk.owner);
  const again = page.waitForEvent('websocket');
  hangUp();
  await (await desk.visitor()).say('Is anybody there?');
  await again;
  await expect(ada.row('Is anybody there?')).toBeVisible();
  await (await desk.visitor()).say('And now?');
  await expect(ada.row('And now?')).toBeVisible();
});
