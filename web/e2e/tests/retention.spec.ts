/** How long a workspace keeps what it has: said plainly, looked at before it is decided, and read again. */
import { expect, expectAccessible, test } from '../support/test';

test('the owner decides how long everything is kept, and reads what that takes away', async ({
  desk,
  dashboardOf,
}) => {
  const ada = await dashboardOf(desk.owner, '/settings/retention');
  const { page } = ada;
  const save = page.getByRole('button', { name: 'Save' });
  const finished = page.getByRole('region', { name: 'Finished conversations' });
  await expect(finished.getByRole('radio', { name: 'Kept for ever' })).toBeChecked();
  await expect(page.getByText('Today this takes nothing away.')).toBeVisible();
  await expect(save).toBeDisabled();

  const days = page.getByLabel('Days that finished conversations are kept');
  await finished.getByText('Kept for a number of days').click();
  await days.fill('20');
  await expect(finished).toContainText('at least 30');
  await expect(save).toBeDisabled();
  await days.fill('90');
  await expect(page.getByText('The first purge is a day after you save')).toBeVisible();
  await expectAccessible(page);
  await save.click();
  await expect(page.getByText('The next purge is on')).toBeVisible();

  await ada.open('/settings/retention');
  await expect(days).toHaveValue('90');
  const log = await desk.owner.call('GET', '/audit?act=workspace&limit=1');
  expect(log[0].text).toContain('finished conversations to kept for 90 days');
});
