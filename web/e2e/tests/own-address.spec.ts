/** What the Content-Security-Policy lets a page reach: the server that it came from, by request and by socket. */
import { expect, test } from '../support/test';

test('the dashboard and the widget hear live from their own address', async ({
  anotherBrowser,
  dashboardOf,
  desk,
  deskbell,
}) => {
  const sockets = deskbell.url.replace('http', 'ws');
  const ada = await dashboardOf(desk.owner, '/');
  const dashboard = ada.page.waitForEvent('websocket');
  await ada.page.reload();
  expect((await dashboard).url()).toContain(`${sockets}/`);

  const shop = await anotherBrowser();
  const widget = shop.waitForEvent('websocket');
  await shop.goto(`${deskbell.url}/demo-page?widget=${desk.widget}`);
  await shop.getByRole('button', { name: /Chat with/ }).click();
  await shop.getByRole('textbox', { name: 'Write a message' }).fill('Is it raining?');
  await shop.getByRole('button', { name: 'Send' }).click();
  expect((await widget).url()).toContain(`${sockets}/`);
  await expect(ada.page.getByText('Is it raining?').first()).toBeVisible();
});

test('a page opens no socket to anywhere else', async ({ browser, deskbell }) => {
  // Not one of the browsers whose faults are collected: this one commits one.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${deskbell.url}/login`);
  const kept = await page.evaluate(
    () =>
      new Promise<string>((tell) => {
        document.addEventListener('securitypolicyviolation', (event) => tell(event.effectiveDirective));
        const socket = new WebSocket('ws://127.0.0.1:9/');
        socket.onclose = () => tell('was let out');
      }),
  );
  expect(kept).toBe('connect-src');
  await context.close();
});
