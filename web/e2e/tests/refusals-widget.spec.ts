/** What a visitor can be refused, and what the widget says then; nothing that they wrote is lost. */
import { snippetOf } from '../support/site';
import { expect, test } from '../support/test';
import { Widget } from '../support/widget';

test.describe('with two messages a minute', () => {
  test.use({ settings: { DESKBELL_VISITOR_MESSAGES_PER_MINUTE: '2' } });

  test('what is written too fast waits, and says so', async ({ visitor, desk }) => {
    const shop = await visitor();
    await shop.open();
    await shop.say('One');
    await shop.say('Two');
    await shop.field.fill('Three');
    await shop.panel.getByRole('button', { name: 'Send' }).click();
    await expect(shop.mine('Three')).toContainText('Not sent yet');
    await shop.page.reload();
    await shop.open();
    await expect(shop.mine('Three'), 'it is kept over a reload').toContainText('Not sent yet');
    const [{ id }] = await desk.owner.call('GET', '/conversations');
    const { messages } = await desk.owner.call('GET', `/conversations/${id}`);
    expect(messages.map((each: { content: string }) => each.content)).toEqual(['One', 'Two']);
  });
});

test('a bell that was turned off while somebody wrote keeps what they wrote, and goes from the next page', async ({
  visitor,
  desk,
}) => {
  const shop = await visitor();
  await shop.open();
  await shop.say('Hello');
  const [{ id }] = await desk.owner.call('GET', '/channels');
  await desk.owner.call('PATCH', `/channels/${id}`, { is_active: false });
  await shop.field.fill('Are you still there?');
  await shop.panel.getByRole('button', { name: 'Send' }).click();
  await expect(shop.mine('Are you still there?')).toContainText(/Not sent/);
  const settings = shop.page.waitForResponse((response) => response.url().includes('/api/v1/widget/'));
  await shop.page.reload();
  await settings;
  await expect(shop.launcher).toHaveCount(0);
});

test('a bell that was taken away rings nowhere', async ({ deskbell, desk, site, anotherBrowser }) => {
  const [{ id }] = await desk.owner.call('GET', '/channels');
  await desk.owner.call('DELETE', `/channels/${id}`);
  const page = await anotherBrowser();
  const told = page.waitForEvent('console', (message) => message.text().includes('there is no widget'));
  await page.goto(site.put({ snippet: snippetOf(deskbell.url, desk.widget) }));
  await told;
  await expect(new Widget(page).launcher).toHaveCount(0);
});
