/** Somebody's access is switched off for a while, and on again. */
import { expect, expectAccessible, test } from '../support/test';

test('off: the work goes to the heir, and the page says whom to ask; on: it works again at once', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const { conversation_id: first } = await (await desk.visitor()).say('The first matter');
  const { conversation_id: second } = await (await desk.visitor()).say('The second matter');
  for (const each of [first, second]) await desk.assign(each, ben);
  const bens = await dashboardOf(ben, `/c/${first}`);
  const cyds = await dashboardOf(cyd, '/?view=mine');
  const ada = await dashboardOf(desk.owner, '/settings/team');
  await expect(cyds.page.getByText('Nothing is yours')).toBeVisible();
  await bens.reply.fill('Half a sentence');

  await test.step('Ada switches it off and names Cyd', async () => {
    await ada.actOn('Ben Example', 'Switch off Agent Access…');
    const dialog = ada.page.getByRole('dialog', { name: 'Agent Access of Ben Example' });
    await expect(dialog).toContainText('2 open conversations');
    await expect(dialog.getByRole('radio', { name: 'Not said' }), 'a reason is nobody’s duty').toBeChecked();
    await dialog.getByRole('radio', { name: 'A colleague' }).check();
    await expect(dialog.getByRole('button', { name: 'Switch off Ben’s access' })).toBeDisabled();
    await dialog.getByRole('radio', { name: /^Cyd Example/ }).click();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Switch off Ben’s access' }).click();
    await expect(ada.member('Ben Example')).toContainText('Agent Access off');
  });

  await test.step('his page makes no reason up', async () => {
    await ada.open(`/team/${member}`);
    await expect(ada.page.getByText('no reason was given')).toBeVisible();
    await ada.open('/settings/team');
  });

  await test.step('the work is Cyd’s', async () => {
    await expect(cyds.row('The first matter')).toBeVisible();
    await expect(cyds.row('The second matter')).toBeVisible();
  });

  await test.step('Ben reads since when, and whom to ask; nothing else of his works', async () => {
    const off = bens.page.getByRole('heading', { name: 'Your access to Desk of Ada Example is off' });
    await expect(off).toBeVisible();
    await expect(bens.page.getByText('Ada Example can switch it on again')).toBeVisible();
    await expectAccessible(bens.page);
    await bens.page.goto(`/c/${first}`);
    await expect(off, 'no address leads past it').toBeVisible();
    expect((await ben.ask('GET', '/conversations')).body.code).toBe('member_disabled');
  });

  await test.step('Ada switches it on: his page goes back to work by itself', async () => {
    await ada.actOn('Ben Example', 'Switch on Agent Access…');
    await ada.page.getByRole('button', { name: 'Switch on Ben’s access' }).click();
    await expect(bens.row('The first matter')).toBeVisible();
    await expect(bens.row('The first matter'), 'what was handed over stays there').toContainText(
      'with Cyd Example',
    );
    await bens.openRow('The first matter');
    await expect(bens.reply, 'his draft has waited').toHaveValue('Half a sentence');
    await (await desk.visitor()).say('A third matter');
    await expect(bens.row('A third matter'), 'and he hears again').toBeVisible();
  });
});

test('what is finished does not wait for somebody who is off: it comes back to the queue and says why', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const visitor = await desk.visitor();
  const { conversation_id: conversation } = await visitor.say('It squeaks');
  await desk.assign(conversation, ben);
  await ben.call('PUT', `/conversations/${conversation}/resolve`);
  await desk.owner.call('PATCH', `/team/members/${member}`, { agent_access: false, heir: 'stay' });
  const ada = await dashboardOf(desk.owner, `/c/${conversation}?view=unassigned`);
  await expect(ada.thread.getByText('Ben resolved this')).toBeVisible();
  await visitor.say('It squeaks again');
  await expect(ada.row('It squeaks again')).toBeVisible();
  await expect(ada.thread.getByText('Ben is away, so this is back in Unassigned')).toBeVisible();
  await expectAccessible(ada.page);
});
