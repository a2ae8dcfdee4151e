/** Somebody goes: disabled now and removed later, called off, removed with an heir, and back again with what was theirs. */
import { expect, expectAccessible, test } from '../support/test';

test('disabled now and removed in 30 days: the list and the page say so, and it is called off', async ({
  desk,
  dashboardOf,
}) => {
  await desk.hire('Ben');
  const ada = await dashboardOf(desk.owner, '/settings/team');

  await test.step('Ada thinks of removing Ben, reads of the milder act, and has him removed later', async () => {
    await ada.actOn('Ben Example', 'Remove from workspace…');
    const removing = ada.page.getByRole('dialog', { name: /^Remove Ben Example/ });
    await expectAccessible(ada.page);
    await removing.getByRole('button', { name: 'Switch off Agent Access' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Agent Access of Ben Example' });
    await dialog.getByRole('radio', { name: 'Remove Ben in 30 days' }).check();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Switch off Ben’s access' }).click();
    await expect(ada.member('Ben Example')).toContainText(/Removal \d+ \w+/);
  });

  await test.step('his page says on which day and who planned it; Ada calls it off', async () => {
    await ada.member('Ben Example').getByRole('link', { name: 'Ben Example' }).click();
    const note = ada.page.getByRole('note').filter({ hasText: 'Agent Access is off' });
    await expect(note).toContainText('Will be removed on');
    await expect(note).toContainText('as Ada Example planned');
    await expectAccessible(ada.page);
    await note.getByRole('button', { name: 'Call off the removal' }).click();
    await expect(ada.page.getByText('Will be removed on')).toBeHidden();
    await expect(note, 'his access stays off').toBeVisible();
  });

  await test.step('planned anew of somebody who is off, and called off by switching the access on', async () => {
    await ada.page.getByRole('button', { name: 'Remove from workspace…' }).click();
    const removing = ada.page.getByRole('dialog', { name: /^Remove Ben Example/ });
    await removing.getByRole('radio', { name: 'In 30 days' }).check();
    await expect(removing).toContainText('In 30 days: Ben is removed.');
    await expectAccessible(ada.page);
    await removing.getByRole('button', { name: 'Remove Ben in 30 days' }).click();
    await expect(removing).toBeHidden();
    await expect(ada.page.getByText('Will be removed on')).toBeVisible();
    await ada.page.getByRole('button', { name: 'Switch on Agent Access…' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Agent Access of Ben Example' });
    await expect(dialog).toContainText('is called off');
    await dialog.getByRole('button', { name: 'Switch on Ben’s access' }).click();
    await expect(ada.page.getByText('Agent Access is off')).toBeHidden();
    await expect(ada.page.getByText('Will be removed on')).toBeHidden();
  });
});

test('removed with an heir, invited again, and what was his is offered back and taken', async ({
  desk,
  dashboardOf,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const { person: cyd } = await desk.hire('Cyd');
  const { conversation_id: conversation } = await (await desk.visitor()).say('Where is my order?');
  await desk.assign(conversation, ben);
  await ben.call('POST', '/views', { name: 'Ben looks here', filter: { status: 'open' } });
  const cyds = await dashboardOf(cyd, '/?view=mine');
  const ada = await dashboardOf(desk.owner, '/settings/team');

  await test.step('Ada removes Ben, and Cyd has his work', async () => {
    await ada.actOn('Ben Example', 'Remove from workspace…');
    const dialog = ada.page.getByRole('dialog', { name: /^Remove Ben Example/ });
    await expect(dialog).toContainText('1 open conversation');
    await expect(dialog).toContainText('What is Ben’s own, such as kept views, is put aside for 30 days');
    await dialog.getByRole('radio', { name: 'A colleague' }).check();
    await dialog.getByRole('radio', { name: /^Cyd Example/ }).click();
    await dialog.getByRole('button', { name: 'Remove Ben' }).click();
    await expect(cyds.row('Where is my order?')).toBeVisible();
  });

  await test.step('Ada invites him again, and reads that he was here', async () => {
    await ada.page.getByRole('button', { name: 'Invite Members' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Invite Members' });
    await dialog.getByLabel('E-mail address').fill(ben.email);
    await expect(dialog).toContainText('Ben Example was here until');
    await expect(dialog).toContainText('1 view will be offered back.');
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Add to the team' }).click();
    await expect(ada.member('Ben Example')).toBeVisible();
  });

  await test.step('Ben brings back what was his', async () => {
    const bens = await dashboardOf(ben, '/');
    const offer = bens.page.getByRole('region', { name: 'What was yours' });
    await expect(offer).toContainText('Bring back what was yours: 1 view.');
    await expect(bens.page.getByText('Ben looks here')).toBeHidden();
    await expectAccessible(bens.page);
    await offer.getByRole('button', { name: 'Bring it back' }).click();
    await expect(bens.page.getByText('Ben looks here').first()).toBeVisible();
    await expect(offer).toBeHidden();
  });
});
