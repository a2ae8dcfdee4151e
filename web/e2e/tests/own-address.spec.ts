/** What the Content-Security-Policy lets a page reach: the server that it came from, by request and by socket. */
import { Dashboard } from '../support/dashboard';
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

test('the dashboard hears live where WebSocket is blocked', async ({
  anotherBrowser,
  desk,
  deskbell,
  visitor,
}) => {
  const page = await anotherBrowser();
  const attempts: string[] = [];
  page.on('websocket', (socket) => attempts.push(socket.url()));
  // As a proxy does that does not know WebSocket: the handshake is answered by something else.
  await page.addInitScript(() => {
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(String(url).replace('/socket.io/', '/elsewhere/'));
      }
    };
  });
  await Dashboard.signIn(page, desk.owner);
  await page.goto(`${deskbell.url}/`);
  const shop = await visitor();
  await shop.open();
  await shop.say('Heard by polling');
  await expect(page.getByText('Heard by polling').first()).toBeVisible();
  await shop.say('and once more');
  await expect(page.getByText('and once more').first()).toBeVisible();
  expect(attempts.join(), 'WebSocket was tried, and refused').toContain('/elsewhere/');
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
