/** Whoever was away for too long is told to read everything anew; the page does that by itself. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { expect, test } from '../support/test';

/** A connection that can be cut; when it comes back, it names a number that the server cannot go on from. */
async function longAway(page: Page): Promise<{ leave: () => Promise<void>; comeBack: () => void }> {
  let [away, returned] = [false, false];
  let cut = async () => {};
  await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
    if (away) return socket.close();
    const server = socket.connectToServer();
    cut = () => socket.close();
    socket.onMessage((message) => {
      const text = String(message);
      server.send(
        returned && text.startsWith('40') ? text.replace(/"after":\d+/, '"after":1000000') : message,
      );
    });
  });
  // By WebSocket alone, where the number can be seen.
  await page.route(/\/socket\.io\//, (route) => route.abort('internetdisconnected'));
  return {
    leave: async () => {
      away = true;
      await cut();
    },
    comeBack: () => ([away, returned] = [false, true]),
  };
}

test('told to read everything anew, the page shows all that happened meanwhile', async ({
  desk,
  anotherBrowser,
}) => {
  const visitor = await desk.visitor();
  const { conversation_id: id } = await visitor.say('Step 0');
  const { person: ben } = await desk.hire('Ben');
  const page = await anotherBrowser();
  const reloads: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"reload"')) reloads.push(String(payload));
    }),
  );
  const { leave, comeBack } = await longAway(page);
  const ada = await Dashboard.of(page, desk.owner, `/c/${id}`);
  const steps = ada.thread.getByRole('group', { name: 'Messages' }).getByText(/^Step \d$/);
  await expect(steps).toHaveText(['Step 0']);
  await leave();
  await expect(page.getByText('Connection lost, trying again')).toBeVisible();

  await visitor.say('Step 1');
  await ben.call('POST', `/conversations/${id}/messages`, { content: 'Step 2' });
  await (await desk.visitor()).say('A new matter');
  await desk.assign(id, ben);
  await desk.hire('Cleo');
  await desk.owner.call('PATCH', '/workspace', { name: 'Another name' });

  comeBack();
  await expect(steps).toHaveText(['Step 0', 'Step 1', 'Step 2']);
  await expect(page.getByText('Connection lost, trying again')).toBeHidden();
  await expect(ada.row('A new matter')).toBeVisible();
  await expect(ada.thread.getByText('Ada gave this to Ben')).toBeVisible();
  await expect(ada.rail.getByRole('link', { name: /Cleo/ })).toBeVisible();
  await expect(ada.rail.getByText('Another name')).toBeVisible();
  expect(reloads).toHaveLength(1);
});
