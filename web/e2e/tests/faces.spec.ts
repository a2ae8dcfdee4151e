/** A colleague who has a picture is seen by it wherever their face stands. */
import { Dashboard } from '../support/dashboard';
import { DOT } from '../support/files';
import { expect, test } from '../support/test';

test('a picture stands in the list, in the thread, and where work is given', async ({ page, desk }) => {
  const { conversation_id: id } = await (await desk.visitor()).say('Is the lantern in stock?');
  const { person: ben } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  for (const { server, token } of [ben, cyd]) {
    const headers = { authorization: `Bearer ${token}` };
    const set = await fetch(`${server.url}/api/v1/auth/me/picture`, { method: 'PUT', headers, body: DOT });
    expect(set.status).toBe(200);
  }
  await desk.assign(id, ben);
  await ben.call('POST', `/conversations/${id}/messages`, { content: 'It is.' });
  const ada = await Dashboard.of(page, desk.owner, `/c/${id}`);
  await expect(ada.message('It is.')).toBeVisible();
  await expect(ada.list.locator('img')).toHaveCount(1);
  await expect(ada.thread.locator('img'), 'whose it is, and who wrote').toHaveCount(2);
  await ada.thread.getByRole('button', { name: 'Assigned to Ben Example' }).click();
  const option = page.getByRole('dialog', { name: 'Give to' }).getByRole('option', { name: 'Cyd Example' });
  await expect(option.locator('img')).toHaveCount(1);
});
