// A page of somebody's site, loaded in Chromium: its bell opens and takes a message, and neither the page nor its policy
// complains. Arguments: the file, the site's host, the policy (may be empty).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const { chromium, expect } = createRequire(new URL('../../web/e2e/package.json', import.meta.url))('@playwright/test');
const [file, host, policy] = process.argv.slice(2);
const timeout = 30_000;

/** Serves the page on any free port. */
async function serve() {
  const body = `<!doctype html><html lang="en"><title>A shop</title><body><h1>A shop</h1>${readFileSync(file, 'utf8')}</body></html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', ...(policy && { 'content-security-policy': policy }) };
  const site = createServer(({ url }, answer) => (url === '/' ? answer.writeHead(200, headers).end(body) : answer.writeHead(204).end()));
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  return site;
}

/** Ends with the first complaint of the page. */
function complaint(page) {
  return new Promise((_, fail) => {
    page.on('response', (answer) => answer.ok() || console.log(answer.status(), answer.request().method(), answer.url()));
    page.on('pageerror', fail);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && fail(new Error(message.text())));
  });
}

/** Writes as a visitor would. */
async function ring(page) {
  await page.goto(`http://${host}:${site.address().port}/`);
  const widget = page.locator('deskbell-widget');
  await widget.locator('button.launcher').click({ timeout });
  await widget.getByRole('textbox', { name: 'Write a message' }).fill('Hello from the page');
  await widget.getByRole('button', { name: 'Send' }).click();
  await expect(widget.locator('.mine.sent')).toHaveText(/Hello from the page/, { timeout });
}

const site = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`],
});
const page = await browser.newPage();
await Promise.race([complaint(page), ring(page)]).catch(({ message }) => {
  console.log(message);
  process.exitCode = 1;
});
await browser.close();
site.close();
