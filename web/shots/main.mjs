// Makes a picture of every page (desktop, phone, dark) into target/shots, and says what axe finds on each.
//   node shots/main.mjs [--log what-a-demo-printed] [--shape desktop] [words of page names]
import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { running, start } from './demo.mjs';
import { furnish } from './house.mjs';
import { PAGES } from './pages.mjs';

const SHAPES = {
  desktop: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  phone: {
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  },
};

const target = resolve(import.meta.dirname, '../../target/shots');
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** One browser a person and shape, signed in once. */
async function contextOf(browser, demo, who, shape) {
  const context = await browser.newContext({
    ...SHAPES[shape],
    reducedMotion: 'reduce',
    baseURL: demo.url,
    bypassCSP: true,
  });
  const person = demo.people.find((each) => each.role === who);
  if (person) {
    const { email, password } = person;
    const answer = await context.request.post('/api/v1/auth/login', {
      data: { email, password, session: 'cookie' },
      headers: { Origin: demo.url },
    });
    if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()}`);
  }
  return context;
}

async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

async function shoot(context, demo, entry, shape) {
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  try {
    await page.goto(typeof entry.path === 'function' ? entry.path(demo) : entry.path);
    await page.locator('main, [role=main]').first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await entry.before?.(page, demo);
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${target}/${entry.name}-${shape}.png` });
    faults.push(...(await findings(page)));
  } catch (error) {
    faults.push(String(error).split('\n')[0]);
    await page.screenshot({ path: `${target}/${entry.name}-${shape}.png` }).catch(() => undefined);
  } finally {
    await page.close();
  }
  return faults;
}

const args = process.argv.slice(2);
function option(name) {
  const at = args.indexOf(name);
  return at >= 0 ? args.splice(at, 2)[1] : undefined;
}
const log = option('--log');
const only = option('--shape');
const shapes = only ? [only] : Object.keys(SHAPES);
const named = (entry) => args.length === 0 || args.some((word) => entry.name.includes(word));
const shop = log ? await running(log) : await start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let made = 0;
let bad = 0;
try {
  await mkdir(target, { recursive: true });
  // A demo that runs already is left as it is: its pages are the shop's alone.
  const demo = log ? shop : await furnish(shop);
  const known = ({ who }) => who === null || demo.people.some(({ role }) => role === who);
  for (const shape of shapes) {
    const contexts = new Map();
    for (const entry of PAGES) {
      if (!named(entry) || !known(entry) || (entry.on && !entry.on.includes(shape))) continue;
      if (!contexts.has(entry.who)) contexts.set(entry.who, await contextOf(browser, demo, entry.who, shape));
      const faults = await shoot(contexts.get(entry.who), demo, entry, shape);
      made += 1;
      bad += faults.length;
      for (const fault of faults) console.log(`${entry.name}-${shape}: ${fault}`);
    }
    for (const context of contexts.values()) await context.close();
  }
} finally {
  await browser.close();
  await shop.stop();
}
console.log(`${made} pictures in ${target}, ${bad} findings`);
process.exitCode = bad > 0 ? 1 : 0;
