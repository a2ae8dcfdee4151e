/** A web address that somebody writes leads there, from the desk as from the visitor's window; nothing else does. */
import { expect, expectAccessible, test } from '../support/test';

test('an address in a message or a note is a link, opened apart', async ({ desk, dashboardOf }) => {
  const visitor = await desk.visitor();
  const said = 'See https://parcels.example/track?id=7&lang=en. And javascript:alert(1)!';
  const { conversation_id } = await visitor.say(said);
  await desk.owner.call('POST', `/conversations/${conversation_id}/messages`, {
    content: 'Known as https://wiki.example/lost',
    private: true,
  });
  const adas = await dashboardOf(desk.owner, `/c/${conversation_id}`);
  const links = adas.thread.getByRole('group', { name: 'Messages' }).getByRole('link');
  await expect(links).toHaveText(['https://parcels.example/track?id=7&lang=en', 'https://wiki.example/lost']);
  await expect(links.first()).toHaveAttribute('href', 'https://parcels.example/track?id=7&lang=en');
  await expect(links.first()).toHaveAttribute('target', '_blank');
  await expect(links.first()).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expectAccessible(adas.page);
  await adas.page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(adas.page);
});
