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
