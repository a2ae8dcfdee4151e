/** Somebody asks the log who did what: also of people who are gone, and also where it is long. */
import { Dashboard } from '../support/dashboard';
import { expect, test } from '../support/test';

test('what a removed colleague did and what was done to them is found by their name', async ({
  page,
  desk,
}) => {
  const { person: cyd, member } = await desk.hire('Cyd');
  await desk.owner.call('DELETE', `/team/members/${member}`);
  await Dashboard.of(page, desk.owner, '/settings/audit');
  const log = page.getByRole('list', { name: 'Audit log' });
  await page.getByLabel('Person').selectOption({ label: 'Cyd Example, gone' });
  await expect(page).toHaveURL(new RegExp(`person=${cyd.id}`));
  await expect(log.getByText('Ada Example removed Cyd Example.')).toBeVisible();
  await expect(log.getByText(/made the workspace/)).toBeHidden();
  await page.getByLabel('Act').selectOption({ label: 'Roles' });
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('where one answer found nothing and more is left, the page looks on by itself', async ({
  page,
  desk,
}) => {
  await desk.hire('Cyd');
  // The server gives up after many entries and says from where to go on; here, from the newest.
  await page.route(/\/api\/v1\/audit\?(?!.*cursor).*q=cyd/, (route) =>
    route.fulfill({ json: [], headers: { 'x-next-cursor': 'ffffffff-ffff-7fff-bfff-ffffffffffff' } }),
  );
  await Dashboard.of(page, desk.owner, '/settings/audit?q=cyd');
  await expect(page.getByRole('list', { name: 'Audit log' }).getByText(/invited Cyd Example/)).toBeVisible();
  await expect(page.getByText('Looking further back')).toBeHidden();
});
