/** Where the rail has no words, and where there is none: what it leads to is reached all the same. */
import { Dashboard } from '../support/dashboard';
import { expectAccessible } from '../support/accessible';
import type { Json } from '../support/people';
import { expect, test } from '../support/test';

for (const [screen, width] of [
  ['a narrow screen', 1024],
  ['a phone', 375],
] as const) {
  test(`on ${screen} a channel and a view of my own are reached from the title, and from the palette`, async ({
    desk,
    anotherBrowser,
  }) => {
    await (await desk.visitor()).say('From the shop');
    const widget = await desk.owner.call('POST', '/widget/create', { domain: 'second.example' });
    const channels = await desk.owner.call('GET', '/channels');
    const { name } = channels.find((each: Json) => each.config.widget_id === widget.id);
    await desk.owner.call('POST', '/views', {
      name: 'Nobody has it',
      filter: { unassigned: true, status: 'open' },
    });
    const page = await anotherBrowser();
    await page.setViewportSize({ width, height: 800 });
    const ada = await Dashboard.of(page, desk.owner);
    const title = ada.list.getByRole('heading', { level: 2 }).first();
    const menu = page.getByRole('menu', { name: 'Lists of the inbox' });
    await expect(ada.row('From the shop')).toBeVisible();

    await title.getByRole('button', { name: 'All' }).click();
    await expectAccessible(page);
    await menu.getByRole('menuitemradio', { name }).click();
    await expect(title).toContainText(name);
    await expect(ada.row('From the shop')).toBeHidden();

    await title.getByRole('button').click();
    await menu.getByRole('menuitemradio', { name: 'Nobody has it' }).click();
    await expect(title).toContainText('Unassigned');
    await expect(ada.row('From the shop')).toBeVisible();

    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog', { name: 'Search, or do anything' });
    await palette.getByRole('combobox').fill(name);
    await palette.getByRole('option', { name: `Channel: ${name}` }).click();
    await expect(title).toContainText(name);
    await page.keyboard.press('ControlOrMeta+k');
    await palette.getByRole('combobox').fill('nobody has');
    await palette.getByRole('option', { name: 'My view: Nobody has it' }).click();
    await expect(title).toContainText('Unassigned');

    await title.getByRole('button').click();
    await menu.getByRole('menuitem', { name: 'Take the view Nobody has it away' }).click();
    await expect.poll(async () => desk.owner.call('GET', '/views')).toEqual([]);
    await title.getByRole('button').click();
    await expect(menu.getByText('My views')).toBeHidden();
  });
}
