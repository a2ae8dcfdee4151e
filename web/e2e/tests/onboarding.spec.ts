/** Somebody new: what was chosen for them and what was not stands on their page, and choosing it is what ticks it. */
import { Dashboard } from '../support/dashboard';
import { lookInEvery } from '../support/looks';
import { Organization } from '../support/organization';
import { Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const checklist = ({ page }: Dashboard) => page.getByRole('region', { name: 'Onboarding' });
const step = (of: Dashboard, words: string) => checklist(of).getByRole('listitem').filter({ hasText: words });

/** Somebody who came by a link, which is for anybody: nobody has chosen for them. Answers the membership. */
async function comeByLink(house: Organization, name: string): Promise<{ person: Person; member: string }> {
  const { token } = await house.owner.call('POST', '/team/links', { role: 'member' });
  const person = await Person.register(house.owner.server, name);
  const joined = await person.call('POST', `/links/${token}/join`, {});
  return { person, member: joined.member_id };
}

test('who came by a link has one of three steps; the role is kept, the tier is changed, and all is done', async ({
  deskbell,
  dashboardOf,
}) => {
  const house = await Organization.open(deskbell);
  const ben = await house.bring('Ben', 'admin');
  const ada = await dashboardOf(house.owner, '/settings/team');
  const { person: cyd, member } = await comeByLink(house, 'Cyd');
  const hers = `/team/${member}`;

  await test.step('the team says how far it is, of whom something is open', async () => {
    await expect(ada.member('Cyd Example')).toContainText('1 of 3 steps');
    await expect(ada.member('Ben Example')).toBeVisible();
    await expect(ada.member('Ben Example')).not.toContainText('steps');
  });

  await test.step('her page says what it is', async () => {
    await ada.open(hers);
    await expect(step(ada, 'Came by a link').getByLabel('Done')).toBeVisible();
    for (const words of [
      'Role not chosen yet: Member is what the link gives everybody',
      'Tier not chosen yet',
    ]) {
      await expect(step(ada, words).getByLabel('Open')).toBeVisible();
    }
  });

  const bens = await dashboardOf(ben, hers);
  await test.step('Ada keeps the role: that is a choice, and Ben sees it made', async () => {
    await expect(step(bens, 'Role not chosen yet')).toBeVisible();
    await checklist(ada).getByRole('button', { name: 'Keep Member' }).click();
    for (const each of [ada, bens]) {
      await expect(step(each, 'Role chosen: Member').getByLabel('Done')).toBeVisible();
      await expect(step(each, 'Tier not chosen yet').getByLabel('Open')).toBeVisible();
    }
    await expect(checklist(ada).getByRole('button', { name: 'Keep Member' })).toBeHidden();
    const log = await house.owner.call('GET', '/audit?act=member&limit=1');
    expect(log[0].text).toBe('Ada Example looked at the role of Cyd Example, and it stays Member.');
  });

  await test.step('another tier is chosen as always, and ticks the last step', async () => {
    await ada.page.getByRole('button', { name: 'Change tier…' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Change the tier of Cyd Example' });
    await dialog.getByRole('radio', { name: 'Power' }).check();
    await dialog.getByRole('button', { name: 'Give Cyd Power' }).click();
    await expect(dialog).toBeHidden();
    for (const each of [ada, bens]) {
      await expect(step(each, 'Tier chosen: Power').getByLabel('Done')).toBeVisible();
      await expect(checklist(each).getByLabel('Open')).toHaveCount(0);
    }
    await expect(checklist(ada)).not.toContainText('keep what they came with');
    await expectAccessible(ada.page);
  });

  await test.step('the team has nothing more to say of it, and Cyd herself never read it', async () => {
    await ada.open('/settings/team');
    await expect(ada.member('Cyd Example')).toContainText('Power');
    await expect(ada.member('Cyd Example')).not.toContainText('steps');
    const cyds = await dashboardOf(cyd, hers);
    await expect(cyds.page.getByRole('heading', { name: 'Cyd Example' })).toBeVisible();
    await expect(checklist(cyds)).toHaveCount(0);
  });
});

test('how far it is can be read in light, dark and on a phone', async ({ deskbell, dashboardOf }) => {
  // Axe reads every element of the pages; on a busy machine that takes its time.
  test.setTimeout(300_000);
  const house = await Organization.open(deskbell);
  const { member } = await comeByLink(house, 'Cyd');
  const ada = await dashboardOf(house.owner, '/settings/team');
  await lookInEvery(ada.page, '/settings/team', ada.page.getByText('1 of 3 steps').filter({ visible: true }));
  await lookInEvery(ada.page, `/team/${member}`, checklist(ada).getByRole('button', { name: 'Keep Member' }));
});
