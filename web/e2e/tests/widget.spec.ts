import type { Page, Response } from '@playwright/test';
import { snippetOf, strictPolicy } from '../support/site';
import { expect, expectAccessible, test } from '../support/test';
import { Widget } from '../support/widget';

/** Takes WebSocket away, as some proxies do: every attempt ends before it is open. */
async function blockWebSockets(page: Page): Promise<string[]> {
  const attempts: string[] = [];
  await page.routeWebSocket(/.*/, (socket) => {
    attempts.push(socket.url());
    void socket.close();
  });
  return attempts;
}

test('works where WebSocket is blocked', async ({ deskbell, desk, site, anotherBrowser, dashboardOf }) => {
  const ada = await dashboardOf(desk.owner);
  const page = await anotherBrowser();
  const attempts = await blockWebSockets(page);
  const polls: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('transport=polling')) polls.push(request.method());
  });
  await page.goto(site.put({ snippet: snippetOf(deskbell.url, desk.widget) }));
  const shop = new Widget(page);
  await shop.open();
  await shop.say('By polling alone');
  await ada.openRow('By polling alone');
  await expect(shop.panel.getByText('Seen')).toBeVisible();
  await ada.reply.pressSequentially('Hel');
  await expect(shop.panel.getByText('Ada is typing')).toBeVisible();
  await ada.answer('Hello');
  await expect(shop.theirs('Hello')).toBeVisible();
  await ada.answer('and again');
  await expect(shop.theirs('and again')).toBeVisible();
  expect(attempts.length, 'WebSocket was tried, and refused').toBeGreaterThan(0);
  expect(polls).toContain('GET');
});

test('remembers the visitor over a reload, with the answer that came meanwhile', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  const ada = await dashboardOf(desk.owner);
  await shop.open();
  await shop.say('I will be right back');
  await shop.page.goto('about:blank');
  await ada.openRow('I will be right back');
  await ada.answer('Take your time');
  await shop.page.goBack();
  await expect(shop.launcher).toHaveAccessibleName(/1 new message/);
  await shop.open();
  await expect(shop.mine('I will be right back')).toBeVisible();
  await expect(shop.theirs('Take your time')).toBeVisible();
  await expect(ada.thread.getByText(/Seen/)).toBeVisible();
  await shop.say('Here I am again');
  await expect(ada.message('Here I am again')).toBeVisible();
  await expect(ada.list.getByRole('listitem'), 'one visitor, one conversation').toHaveCount(1);
});

test('two tabs of one visitor are one conversation', async ({ visitor, desk, dashboardOf }) => {
  const one = await visitor();
  const ada = await dashboardOf(desk.owner);
  await one.open();
  await one.say('From the first tab');
  const second = await one.page.context().newPage();
  await second.goto(one.page.url());
  const two = new Widget(second);
  await two.open();
  await expect(two.mine('From the first tab')).toBeVisible();
  await two.say('From the second tab');
  await expect(one.mine('From the second tab')).toBeVisible();
  await ada.openRow('From the second tab');
  await ada.answer('To both');
  await expect(one.theirs('To both')).toBeVisible();
  await expect(two.theirs('To both')).toBeVisible();
  await expect(ada.list.getByRole('listitem')).toHaveCount(1);
  for (const tab of [one, two]) await expect(tab.panel.locator('.mine')).toHaveCount(2);
});

test('needs no cookie, and sets none', async ({ visitor, desk, deskbell, dashboardOf }) => {
  const shop = await visitor();
  const answers: Response[] = [];
  shop.page.on('response', (response) => {
    if (response.url().startsWith(deskbell.url)) answers.push(response);
  });
  const ada = await dashboardOf(desk.owner);
  await shop.open();
  await shop.say('Without a cookie');
  await ada.openRow('Without a cookie');
  await ada.answer('And it works');
  await expect(shop.theirs('And it works')).toBeVisible();
  const cookies = async (response: Response) => [
    await response.request().headerValue('cookie'),
    await response.headerValue('set-cookie'),
  ];
  const spoken = await Promise.all(answers.map(cookies));
  expect(spoken.length).toBeGreaterThan(0);
  expect(spoken.flat().filter((each) => each !== null)).toEqual([]);
  expect(await shop.page.context().cookies()).toEqual([]);
});

test('works for as long as the page where the browser keeps nothing', async ({
  deskbell,
  desk,
  site,
  anotherBrowser,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner);
  const page = await anotherBrowser();
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'sessionStorage', { get: refuse });
  });
  await page.goto(site.put({ snippet: snippetOf(deskbell.url, desk.widget) }));
  const shop = new Widget(page);
  await shop.open();
  await shop.say('Nothing is kept');
  await ada.openRow('Nothing is kept');
  await ada.answer('Still, here is the answer');
  await expect(shop.theirs('Still, here is the answer')).toBeVisible();
});

test('works by one line where a policy allows no inline script', async ({
  deskbell,
  desk,
  site,
  anotherBrowser,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner);
  const policy = strictPolicy(deskbell.url).replace(/'nonce-[^']+' /, '');
  expect(policy).toContain(`script-src ${deskbell.url}`);
  const snippet = `<script async src="${deskbell.url}/widget.js" data-widget-id="${desk.widget}"></script>`;
  const page = await anotherBrowser();
  await page.goto(site.put({ snippet, policy }));
  const shop = new Widget(page);
  await shop.open();
  await shop.say('By one line');
  await ada.openRow('By one line');
  await ada.answer('Heard');
  await expect(shop.theirs('Heard')).toBeVisible();
});

test('reads the name that another product gave its id', async ({ deskbell, desk, site, anotherBrowser }) => {
  const snippet = snippetOf(deskbell.url, desk.widget).replace('DeskbellWidgetId', 'PingBackWidgetId');
  const page = await anotherBrowser();
  await page.goto(site.put({ snippet }));
  await new Widget(page).open();
});

test('rings on its own host only', async ({ deskbell, desk, site, anotherBrowser }) => {
  const elsewhere = await desk.owner.call('POST', '/widget/create', { domain: 'another.example' });
  const page = await anotherBrowser();
  const settings = page.waitForResponse((response) => response.url().includes('/api/v1/widget/'));
  await page.goto(site.put({ snippet: snippetOf(deskbell.url, elsewhere.id) }));
  await settings;
  const shop = new Widget(page);
  await shop.open();
  await shop.field.fill('From a foreign page');
  await shop.panel.getByRole('button', { name: 'Send' }).click();
  await expect(shop.panel.getByText(/another\.example/)).toBeVisible();
  expect(await desk.owner.call('GET', '/conversations')).toEqual([]);
});

test('shows who is really there', async ({ visitor, desk, dashboardOf }) => {
  const shop = await visitor();
  await expect(shop.launcher).toHaveAccessibleName(/, offline$/);
  const ada = await dashboardOf(desk.owner);
  await shop.open();
  await expect(shop.panel.getByText('Offline · leave a message')).toBeVisible();
  await shop.say('Is anybody there?');
  await ada.setStatus('Live');
  await expect(shop.panel.getByText('Online', { exact: true })).toBeVisible();
  await ada.setStatus('Away');
  await expect(shop.panel.getByText('Offline · leave a message')).toBeVisible();
});

test('keeps what was written while the server did not answer, and sends it once', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('The first one');
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('The first one');
  const send = '**/api/v1/visitor/messages';
  // The server has taken it; its answer is lost on the way.
  let lost = 0;
  await shop.page.route(send, async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await shop.field.fill('Only once, please');
  await shop.panel.getByRole('button', { name: 'Send' }).click();
  await expect(ada.message('Only once, please')).toBeVisible();
  await expect(shop.mine('Only once, please')).toHaveCount(1);
  await expect(shop.mine('Only once, please')).toHaveClass(/\bsent\b/);
  await shop.say('The third one');
  await expect(ada.message('The third one')).toBeVisible();
  await expect(
    ada.thread.getByRole('group', { name: 'Messages' }).getByText('Only once, please'),
  ).toHaveCount(1);
  await expect(shop.panel.locator('.mine')).toHaveCount(3);
  expect(lost, 'it was sent again').toBeGreaterThan(1);
});

test('says what is wrong with a name or an address that somebody leaves', async ({ visitor }) => {
  const shop = await visitor();
  await shop.open();
  await shop.choose('Leave your name and e-mail');
  const form = shop.panel.getByRole('form', { name: 'Your name and e-mail' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Write a name or an e-mail address.')).toBeVisible();
  await form.getByLabel('E-mail').fill('not an address');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('This is not an e-mail address.')).toBeVisible();
  await expectAccessible(shop.page);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(shop.field).toBeVisible();
});

test('is handled by the keyboard alone, and axe finds nothing serious', async ({
  visitor,
  desk,
  dashboardOf,
}) => {
  const shop = await visitor();
  const { keyboard } = shop.page;
  await expectAccessible(shop.page);
  await expect(shop.launcher).toBeVisible();
  await keyboard.press('Tab');
  await expect(shop.launcher).toBeFocused();
  await keyboard.press('Enter');
  await expect(shop.field).toBeFocused();
  await expectAccessible(shop.page);
  await keyboard.type('By hand');
  await keyboard.press('Shift+Enter');
  await keyboard.type('on two lines');
  await keyboard.press('Enter');
  await expect(shop.mine('By hand')).toHaveClass(/\bsent\b/);
  const ada = await dashboardOf(desk.owner);
  await ada.openRow('By hand');
  await ada.answer('And a link: https://example.com/lantern');
  await expect(shop.theirs('And a link').getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expectAccessible(shop.page);
  await keyboard.press('Escape');
  await expect(shop.panel).toBeHidden();
  await expect(shop.launcher).toBeFocused();
});

test('fills the screen of a phone', async ({ deskbell, desk, site, anotherBrowser }) => {
  const page = await anotherBrowser({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto(site.put({ snippet: snippetOf(deskbell.url, desk.widget) }));
  const shop = new Widget(page);
  await shop.open();
  await expect(shop.panel).toBeInViewport({ ratio: 1 });
  const box = await shop.panel.boundingBox();
  expect(box?.width).toBeGreaterThanOrEqual(370);
  await shop.say('From a phone');
  await expectAccessible(page);
  await shop.close();
});

test('is opened and closed by the page itself', async ({ visitor }) => {
  const shop = await visitor();
  await expect(shop.launcher).toBeVisible();
  await shop.page.evaluate('Deskbell.open()');
  await expect(shop.field).toBeVisible();
  await shop.page.evaluate('Deskbell.close()');
  await expect(shop.panel).toBeHidden();
});

test('the page to try it on works from the dashboard', async ({ desk, dashboardOf }) => {
  const ada = await dashboardOf(desk.owner);
  const opened = ada.page.waitForEvent('popup');
  await ada.page.getByRole('link', { name: 'Ring the bell yourself' }).click();
  const demo = new Widget(await opened);
  await demo.open();
  await expectAccessible(demo.page);
  await demo.say('Ding');
  await expect(ada.row('Ding')).toBeVisible();
});
