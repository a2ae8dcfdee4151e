import { expect, expectAccessible, test } from '../support/test';

test('the server says that it is well', async ({ request }) => {
  const answer = await request.get('/healthz');
  expect(answer.status()).toBe(200);
});

const looks = [
  { name: 'a light screen', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'a dark phone', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);

    test('shows the sign-in page, and axe finds nothing serious', async ({ page }) => {
      await page.goto('/login');
      await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('opened at another address than the public one, it says so and leads there', async ({
  page,
  deskbell,
}) => {
  const elsewhere = deskbell.url.replace('127.0.0.1', 'localhost');
  await page.goto(`${elsewhere}/register?next=%2Fteam`);
  const warning = page.getByRole('note').filter({ hasText: `Signing in works only at ${deskbell.url}` });
  await expect(warning).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Your name').fill('Nora Example');
  await page.getByLabel('E-mail address').fill('nora@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('a long password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert'), 'never nothing').toContainText(`pages, at ${deskbell.url}`);
  await warning.getByRole('link').click();
  await expect(page).toHaveURL(`${deskbell.url}/register?next=%2Fteam`);
  await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible();
  await expect(warning).toBeHidden();
});
