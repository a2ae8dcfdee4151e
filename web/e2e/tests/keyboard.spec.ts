/** The dashboard by the keyboard alone: nothing here touches a pointer. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { slowLine } from '../support/line';
import { expect, test } from '../support/test';

const paletteOf = (page: Page) => page.getByRole('combobox', { name: 'Search, or do anything' });

/** The entry that Enter does. */
const active = (page: Page) => page.getByRole('option', { selected: true });

test('a day’s work: choose, read, answer, give away, resolve, and back to the list', async ({
  page,
  desk,
}) => {
  for (const text of ['The oldest', 'The one between', 'The newest']) await (await desk.visitor()).say(text);
  await desk.hire('Ben');
  const ada = await Dashboard.of(page, desk.owner);
  const { keyboard } = page;
  await expect(ada.row('The oldest')).toBeVisible();
  const link = (words: string) => ada.row(words).getByRole('link');

  await test.step('j and k move through the list, Enter opens', async () => {
    await keyboard.press('j');
    await expect(link('The newest')).toBeFocused();
    await keyboard.press('j');
    await expect(link('The one between')).toBeFocused();
    await keyboard.press('j');
    await expect(link('The oldest')).toBeFocused();
    await keyboard.press('j');
    await expect(link('The oldest'), 'the list ends here').toBeFocused();
    await keyboard.press('k');
    await expect(link('The one between')).toBeFocused();
    await keyboard.press('Enter');
    await expect(ada.message('The one between')).toBeVisible();
  });

  await test.step('r writes, Control+Enter sends, Escape leaves the field', async () => {
    await keyboard.press('r');
    await expect(ada.reply).toBeFocused();
    await keyboard.type('I will look: just a moment / please? e a j');
    await expect(ada.reply, 'keys mean letters here').toHaveValue(
      'I will look: just a moment / please? e a j',
    );
    await keyboard.press('Control+Enter');
    await expect(ada.message('I will look: just a moment / please? e a j')).toBeVisible();
    await expect(ada.reply).toBeFocused();
    await keyboard.press('Escape');
    await expect(ada.reply).not.toBeFocused();
  });

  await test.step('a opens the picker, a name chooses, Enter gives', async () => {
    await keyboard.press('a');
    await keyboard.type('ben');
    await expect(active(page)).toContainText('Ben Example');
    await keyboard.press('Enter');
    await expect(ada.thread.getByText('Ada gave this to Ben')).toBeVisible();
    await expect(page.getByRole('listbox', { name: 'People' })).toBeHidden();
  });

  await test.step('e resolves, u goes back to the list', async () => {
    await keyboard.press('e');
    await expect(ada.thread.getByText('Ada resolved this')).toBeVisible();
    await expect(ada.row('I will look')).toBeHidden();
    await keyboard.press('u');
    await expect(page).toHaveURL(/\/$/);
    await keyboard.press('j');
    await expect(link('The newest')).toBeFocused();
  });
});

test('anything is found and done by typing its name', async ({ page, desk }) => {
  await (await desk.visitor()).say('Is the storm lantern in stock?');
  const ada = await Dashboard.of(page, desk.owner);
  const { keyboard } = page;
  const palette = paletteOf(page);
  await expect(ada.row('storm lantern')).toBeVisible();
  await keyboard.press('Control+k');
  await keyboard.type('lantern');
  await expect(active(page)).toContainText('Is the storm lantern in stock?');
  await expect(page.getByText('1 found'), 'the server knows of no other').toBeVisible();
  await keyboard.press('Enter');
  await expect(ada.message('Is the storm lantern in stock?')).toBeVisible();
  await keyboard.press('/');
  await keyboard.type('settings: billing');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
  await keyboard.press('Meta+k');
  await keyboard.type('my status');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await ada.expectStatus('Away');
  await keyboard.press('Control+k');
  await keyboard.type('nothing is called this');
  await expect(page.getByText('Nothing is called “nothing is called this”')).toContainText(
    'No customer and no message has these words either.',
  );
  await keyboard.press('Enter');
  await expect(palette, 'Enter does nothing where there is nothing').toBeFocused();
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('what is typed before its field is there belongs to it, and to none of the page’s keys', async ({
  page,
  desk,
}) => {
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  await desk.hire('Esther');
  const paletteComes = await slowLine(page, /\/palette-[^/]+\.js$/);
  const peopleCome = await slowLine(page, /\/assign_list-[^/]+\.js$/);
  const ada = await Dashboard.of(page, desk.owner, `/c/${conversation_id}`);
  const { keyboard } = page;
  const palette = paletteOf(page);

  await test.step('the first words of the palette, out of a field too', async () => {
    await ada.reply.fill('Good morning');
    await keyboard.press('Control+k');
    await keyboard.type('esset');
    await keyboard.press('Backspace');
    paletteComes();
    await expect(palette).toHaveValue('esse');
    await keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expect(ada.reply).toHaveValue('Good morning');
    await expect(ada.reply).toBeFocused();
    await keyboard.press('Escape');
  });

  await test.step('a name for the picker, and Enter', async () => {
    await keyboard.press('a');
    await keyboard.type('es');
    await keyboard.press('Enter');
    peopleCome();
    await expect(ada.thread.getByText('Ada gave this to Esther')).toBeVisible();
  });

  await test.step('Escape calls it off, and the keys are the page’s own again', async () => {
    await keyboard.press('a');
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Give to' })).toBeHidden();
    await keyboard.press('r');
    await expect(ada.reply).toBeFocused();
  });

  const { status } = await desk.owner.call('GET', `/conversations/${conversation_id}`);
  expect(status, 'no e resolved anything').toBe('open');
  await ada.expectStatus('Offline');
});

test('what arrives late never changes what Enter does', async ({ page, desk, dashboardOf }) => {
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('A question on billing');
  await visitor.say('That was all');
  const { person: cyd } = await desk.hire('Cyd');
  const found = await slowLine(page, /\/api\/v1\/search/);
  const ada = await Dashboard.of(page, desk.owner);
  const { keyboard } = page;
  await expect(ada.row('That was all')).toBeVisible();

  await test.step('a message that the server finds stands below', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('billing');
    await expect(active(page)).toContainText('Settings: Billing');
    await expect(page.getByText('Searching')).toBeVisible();
    found();
    await expect(page.getByRole('option', { name: 'A question on billing' })).toBeVisible();
    await expect(active(page)).toContainText('Settings: Billing');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
  });

  await test.step('and is opened by one step down', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('billing');
    await expect(page.getByRole('option', { name: 'A question on billing' })).toBeVisible();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(ada.message('A question on billing')).toBeVisible();
  });

  await test.step('a colleague who goes live moves up, and takes nobody’s place', async () => {
    await dashboardOf(cyd);
    await keyboard.press('a');
    await expect(active(page)).toContainText('Ada Example');
    await cyd.call('PATCH', '/team/status', { status: 'live' });
    await expect(page.getByRole('group', { name: 'Can take it now' })).toContainText('Cyd Example');
    await keyboard.press('Enter');
    await expect(ada.thread.getByText('Ada took this')).toBeVisible();
  });
  expect((await desk.owner.call('GET', `/conversations/${conversation_id}`)).status).toBe('open');
});

test('keys are listed, go places and change the status', async ({ page, desk }) => {
  const ada = await Dashboard.of(page, desk.owner);
  const { keyboard } = page;
  await expect(page.getByText('Nobody has rung yet')).toBeVisible();
  await keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Give it to somebody')).toBeVisible();
  await keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await keyboard.press('g');
  await keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible();
  await keyboard.press('s');
  await ada.expectStatus('Live');
  await keyboard.press('s');
  await ada.expectStatus('Away');
  await keyboard.press('g');
  await keyboard.press('i');
  await expect(page.getByText('Nobody has rung yet')).toBeVisible();
});

test('Tab begins with the way past the rail, and every stop on it can be seen', async ({ page, desk }) => {
  await (await desk.visitor()).say('Hello');
  const ada = await Dashboard.of(page, desk.owner);
  const { keyboard } = page;
  await expect(ada.row('Hello')).toBeVisible();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeInViewport();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await ada.open('/');
  await expect(ada.row('Hello')).toBeVisible();
  const stops: string[] = [];
  for (let turn = 0; turn < 40 && !stops.at(-1)?.includes('Hello'); turn++) {
    await keyboard.press('Tab');
    const stop = page.locator(':focus');
    await expect(stop).toBeInViewport();
    const outline = await stop.evaluate((element) => {
      const drawn = element.matches('input[type=radio]') ? (element.parentElement ?? element) : element;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
    const words = await stop.evaluate((element) => element.textContent || element.getAttribute('aria-label'));
    expect(outline, `the stop at “${words}” is drawn`).toBe(true);
    stops.push(words ?? '');
  }
  expect(stops.at(-1), 'the conversation is reached').toContain('Hello');
});

test('a colleague is invited, given a role and removed without a pointer', async ({ page, desk }) => {
  const { person: ben } = await desk.hire('Ben');
  await Dashboard.of(page, desk.owner, '/settings/team');
  const { keyboard } = page;
  const acts = page.getByRole('button', { name: 'Acts for Ben Example' });
  await acts.focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Change role…' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Change tier…' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Switch off Agent Access…' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Remove from workspace…' })).toBeFocused();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Remove Ben Example/ });
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(acts, 'the focus comes back').toBeFocused();
  await page.getByRole('button', { name: 'Invite Members' }).focus();
  await keyboard.press('Enter');
  const invite = page.getByRole('dialog', { name: 'Invite Members' });
  await expect(invite.getByLabel('E-mail address')).toBeFocused();
  await keyboard.type(ben.email);
  await keyboard.press('Enter');
  await expect(invite.getByRole('alert')).toContainText('is a member of this workspace already');
});
