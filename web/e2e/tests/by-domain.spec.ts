/** How people come in by the company's domain: it is named, proven, opened, and whoever has an address there is asked. */
import { codeMailedTo, linkMailedTo } from '../support/mail';
import { Organization } from '../support/organization';
import { PASSWORD, Person } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';
import { expectNoSidewaysScroll } from '../support/fits';

test('a domain is named, proven by a mailbox and opened, and somebody with an address there comes in', async ({
  deskbell,
  dashboardOf,
  anotherBrowser,
}) => {
  const house = await Organization.open(deskbell);
  const ada = await dashboardOf(house.owner, '/settings/joining');
  const domain = ada.page.getByRole('listitem', { name: 'example.com' });

  await test.step('what nobody can have for themselves is refused by its name', async () => {
    await ada.page.getByLabel('Domain', { exact: true }).fill('gmail.com');
    await ada.page.getByRole('button', { name: 'Add a domain' }).click();
    await expect(ada.page.getByText('Anybody can have a mailbox there')).toBeVisible();
  });

  await test.step('Ada names the domain, and sees the record that would prove it', async () => {
    await ada.page.getByLabel('Domain', { exact: true }).fill('example.com');
    await ada.page.getByRole('button', { name: 'Add a domain' }).click();
    await expect(domain).toContainText('_deskbell.example.com');
    await expectAccessible(ada.page);
    await expectNoSidewaysScroll(ada.page);
  });

  await test.step('a code to her own mailbox proves it too, as far as it goes', async () => {
    await domain.getByRole('button', { name: 'Prove a mailbox instead' }).click();
    await domain.getByLabel('Address at example.com').fill(house.owner.email);
    await domain.getByRole('button', { name: 'Send a code' }).click();
    const code = await codeMailedTo(deskbell, house.owner.email);
    await domain.getByLabel(/^Code from the mail/).fill(code);
    await domain.getByRole('button', { name: 'Prove it' }).click();
    await expect(domain).toContainText('Proven by a mailbox, until somebody has its DNS');
  });

  await test.step('and she opens the workspace for its people', async () => {
    await ada.page.getByRole('radio', { name: 'Both' }).click();
    await expect(ada.page.getByRole('radio', { name: 'Both' })).toBeChecked();
    await expectAccessible(ada.page);
  });

  await test.step('Cyd confirms her address, is asked, and is in', async () => {
    const cyd = await Person.register(deskbell, 'Cyd');
    const page = await anotherBrowser();
    await page.request.post(`${deskbell.url}/api/v1/auth/login`, {
      headers: { origin: deskbell.url },
      data: { email: cyd.email, password: PASSWORD, session: 'cookie' },
    });
    await page.goto(await linkMailedTo(deskbell, cyd.email, '/confirm'));
    await page.getByRole('button', { name: 'This address is mine' }).click();
    await expect(page.getByText('Somebody there has an address at example.com too.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: `Join ${house.name}` }).click();
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText(house.name);
    await ada.open('/settings/team');
    await expect(ada.member('Cyd Example')).toContainText('Member');
  });
});
