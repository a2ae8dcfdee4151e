/** The monthly report by mail: the owner's to switch, on until they do, and everybody who reads the report sees which. */
import { Dashboard } from '../support/dashboard';
import { lookInEvery } from '../support/looks';
import { expect, expectAccessible, test } from '../support/test';

const REPORTS = '/settings/reports';
const NAME = 'By mail, once a month';
const NEXT = /The next one goes on 1 \w+/;

const section = ({ page }: Dashboard) => page.getByRole('region', { name: NAME });

test('the owner switches the monthly mail off and on, and an admin sees it without a reload', async ({
  desk,
  dashboardOf,
}) => {
  // Axe reads every element of the page several times; on a busy machine that takes its time.
  test.setTimeout(300_000);
  const { person: ben } = await desk.hire('Ben', 'admin');
  const bens = await dashboardOf(ben, REPORTS);
  const ada = await dashboardOf(desk.owner, REPORTS);
  const toggle = section(ada).getByRole('switch', { name: NAME });

  await test.step('it is on, says when the next one goes, and is not the admin’s to switch', async () => {
    await expect(toggle).toBeChecked();
    await expect(section(ada)).toContainText(NEXT);
    await expect(section(bens)).toContainText('On; the owner decides');
    await expect(section(bens)).toContainText(NEXT);
    await expect(section(bens).getByRole('switch')).toHaveCount(0);
  });

  await test.step('Ada switches it off: nothing goes any more', async () => {
    await toggle.click();
    await expect(toggle).not.toBeChecked();
    await expect(section(ada)).not.toContainText('The next one goes');
    await expect(section(bens)).toContainText('Off; the owner decides');
    await expect(section(bens)).not.toContainText('The next one goes');
  });

  await test.step('off it stays, and the log says who did it', async () => {
    await lookInEvery(ada.page, REPORTS, toggle);
    await expect(toggle).not.toBeChecked();
    await expectAccessible(bens.page);
    const log = await desk.owner.call('GET', '/audit?act=workspace.changed&limit=1');
    expect(log[0].text).toBe('Ada Example changed the settings: monthly report to off.');
  });

  await test.step('switched on, the next one is of the first of a month again', async () => {
    await toggle.click();
    await expect(toggle).toBeChecked();
    await expect(section(ada)).toContainText(NEXT);
    await expect(section(bens)).toContainText('On; the owner decides');
  });
});
