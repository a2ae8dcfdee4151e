/** Who did something lately is told from whose page is merely open: on the team's page, and where work is given. */
import { Dashboard } from '../support/dashboard';
import { expect, expectAccessible, test } from '../support/test';

test('the team and the picker say when somebody was last active, and whose access is off', async ({
  page,
  desk,
}) => {
  const { conversation_id: id } = await (await desk.visitor()).say('Is the lantern in stock?');
  const { person: ben } = await desk.hire('Ben');
  const { member } = await desk.hire('Cyd');
  await ben.call('PATCH', '/team/status', { status: 'away' });
  await desk.owner.call('PATCH', `/team/members/${member}`, { agent_access: false, reason: 'leave' });
  const ada = await Dashboard.of(page, desk.owner, '/team');

  const line = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await expect(line('Ben')).toContainText('active just now');
  await expect(line('Ben')).not.toContainText('Agent Access off');
  await expect(line('Cyd')).toContainText('never active');
  await expect(line('Cyd')).toContainText('Agent Access off');
  await expectAccessible(page);

  await ada.open(`/c/${id}`);
  await ada.thread.getByRole('button', { name: 'Unassigned, give to somebody' }).click();
  const picker = page.getByRole('dialog', { name: 'Give to' });
  await expect(picker.getByRole('option', { name: 'Ben' })).toContainText('Away · active just now');
  await expect(picker).toContainText('Cyd is not listed: Agent Access is off.');
  await expectAccessible(page);
  await picker.getByRole('link', { name: 'Settings → Team' }).click();
  await expect(page).toHaveURL(/\/settings\/team/);
});
