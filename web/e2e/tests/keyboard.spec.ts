/** The dashboard by the keyboard alone: nothing here touches a pointer. */
import { Dashboard } from '../support/dashboard';
import { expect, test } from '../support/test';

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
    await expect(page.getByRole('combobox', { name: 'Give to' })).toBeFocused();
    await keyboard.type('ben');
    await expect(page.getByRole('option')).toHaveCount(1);
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
  const palette = page.getByRole('combobox', { name: 'Search, or do anything' });
  await expect(ada.row('storm lantern')).toBeVisible();
  await keyboard.press('Control+k');
  await expect(palette).toBeFocused();
  await keyboard.type('lantern');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(ada.message('Is the storm lantern in stock?')).toBeVisible();
  await keyboard.press('/');
  await expect(palette).toBeFocused();
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
  await expect(page.getByText('Nothing is called “nothing is called this”')).toBeVisible();
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();
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
  await page.reload();
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
  await expect(page.getByRole('menuitem', { name: 'Change role…' })).toBeVisible();
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
