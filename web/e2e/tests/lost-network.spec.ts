/** The network goes while somebody works, and comes back: nothing is missing, in another order, or there twice. */
import { Dashboard } from '../support/dashboard';
import { tunnel } from '../support/line';
import { expect, test } from '../support/test';

test('lost network and return: what was said meanwhile comes in order, what was written stays', async ({
  desk,
  anotherBrowser,
}) => {
  const visitor = await desk.visitor();
  const { conversation_id: id } = await visitor.say('Step 0');
  const { person: ben } = await desk.hire('Ben');
  const page = await anotherBrowser();
  const { enter, leave } = await tunnel(page);
  const ada = await Dashboard.of(page, desk.owner, `/c/${id}`);
  const steps = ada.thread.getByRole('group', { name: 'Messages' }).getByText(/^Step \d$/);
  const lost = page.getByText('Connection lost, trying again');
  await expect(steps).toHaveText(['Step 0']);

  await test.step('in the tunnel: it says so, and an answer waits with its reason', async () => {
    await enter();
    await expect(lost).toBeVisible();
    await ada.reply.fill('Step 4');
    await ada.thread.getByRole('button', { name: 'Send' }).click();
    await expect(ada.thread.getByRole('alert')).toContainText('Not sent.');
    await ada.reply.fill('Half a sentence');
  });

  await test.step('meanwhile others go on', async () => {
    await visitor.say('Step 1');
    await ben.call('POST', `/conversations/${id}/messages`, { content: 'Step 2' });
    await visitor.say('Step 3');
    await (await desk.visitor()).say('A new matter');
    await desk.assign(id, ben);
  });

  await test.step('out of it: all of it is there by itself, in order', async () => {
    leave();
    await expect(steps).toHaveText(['Step 0', 'Step 1', 'Step 2', 'Step 3', 'Step 4']);
    await expect(lost).toBeHidden();
    await expect(ada.row('A new matter')).toBeVisible();
    await expect(ada.thread.getByText('Ada gave this to Ben')).toBeVisible();
    await expect(ada.reply).toHaveValue('Half a sentence');
  });

  await test.step('over a reload, what was not sent waits on, and the draft is kept', async () => {
    await page.reload();
    await expect(ada.thread.getByRole('alert')).toContainText('Not sent.');
    await expect(ada.reply).toHaveValue('Half a sentence');
    await ada.thread.getByRole('button', { name: 'Retry' }).click();
    await expect(ada.thread.getByRole('alert')).toBeHidden();
    await expect(steps).toHaveText(['Step 0', 'Step 1', 'Step 2', 'Step 3', 'Step 4']);
  });

  await expect(ada.thread.getByText('Sending'), 'the server has it').toBeHidden();
  const { messages } = await desk.owner.call('GET', `/conversations/${id}`);
  expect(
    messages.map(({ content }: { content: string }) => content),
    'nothing was sent twice',
  ).toEqual(['Step 0', 'Step 1', 'Step 2', 'Step 3', 'Step 4']);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('why an answer was not sent is in sight at the end of a long conversation', async ({ desk, page }) => {
    const visitor = await desk.visitor();
    const { conversation_id: id } = await visitor.say('Line 0');
    for (let line = 1; line < 25; line += 1) await visitor.say(`Line ${line}`);
    let fail = () => {};
    const failed = new Promise<void>((done) => (fail = done));
    await page.route('**/messages', async (route) => {
      await failed;
      await route.abort('internetdisconnected');
    });
    const ada = await Dashboard.of(page, desk.owner, `/c/${id}`);
    await expect(ada.message('Line 24')).toBeInViewport({ ratio: 1 });
    await ada.reply.fill('It is.');
    await ada.thread.getByRole('button', { name: 'Send' }).click();
    await expect(ada.thread.getByText('Sending')).toBeInViewport({ ratio: 1 });
    fail();
    await expect(ada.thread.getByRole('alert')).toBeInViewport({ ratio: 1 });
  });
});
