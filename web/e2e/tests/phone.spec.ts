/** A day's work on a phone of 390 px, by taps alone. */
import { Dashboard } from '../support/dashboard';
import { filledDesk } from '../support/filled';
import { expectNoSidewaysScroll } from '../support/fits';
import { expect, expectAccessible, test } from '../support/test';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a message is found, answered, noted on, given away and resolved; the customer and the team are looked at', async ({
  page,
  deskbell,
}) => {
  const { desk, ben } = await filledDesk(deskbell);
  const bens = await Dashboard.of(page, ben);
  const bar = page.getByRole('navigation', { name: 'Main' });

  await test.step('from the list into the thread, and an answer', async () => {
    await bens.row('Is the storm lantern in stock?').getByRole('link').tap();
    await expect(bar, 'the bar makes room for the answer').toBeHidden();
    await bens.answer('It is.');
    await expectNoSidewaysScroll(page);
  });

  await test.step('a note', async () => {
    await bens.thread.getByRole('button', { name: 'Note', exact: true }).tap();
    await page.getByRole('textbox', { name: 'Write a note' }).fill('She has asked twice');
    await bens.thread.getByRole('button', { name: 'Add note' }).tap();
    await expect(bens.message('She has asked twice')).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

  await test.step('the panel of the customer, and back', async () => {
    await bens.thread.getByRole('button', { name: 'Customer' }).tap();
    await expect(bens.customer.getByRole('heading', { name: /^Visitor/ })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close the customer' }).tap();
    await expect(bens.customer).toBeHidden();
  });

  await test.step('given away and resolved', async () => {
    await bens.giveTo('Cyd Example');
    await expect(bens.thread.getByText('Ben gave this to Cyd')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await bens.thread.getByRole('button', { name: 'Resolve' }).tap();
    await expect(bens.thread.getByText('Ben resolved this')).toBeVisible();
    await page.getByRole('link', { name: 'Back to the list' }).tap();
    await expect(bens.row('It is.')).toBeHidden();
    await page.getByRole('group', { name: 'Views' }).getByRole('button', { name: 'Resolved' }).tap();
    await expect(bens.row('It is.')).toBeVisible();
  });

  await test.step('my status, the team, and one person of it', async () => {
    await page.getByRole('button', { name: /^My status/ }).tap();
    await page.getByRole('menuitemradio', { name: 'Away' }).tap();
    await expect(page.getByRole('button', { name: 'My status: Away' })).toBeVisible();
    await bar.getByRole('link', { name: 'Team' }).tap();
    await expect(page.getByRole('region', { name: 'Away' })).toContainText('Ben Example');
    await page
      .getByRole('link', { name: /Cyd Example/ })
      .first()
      .tap();
    await expect(page.getByRole('heading', { name: 'Cyd Example', level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  expect((await desk.owner.call('GET', '/conversations?status=resolved')).length).toBe(1);
});
