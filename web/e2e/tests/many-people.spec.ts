import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { Organization } from '../support/organization';
import { expect, expectAccessible, test } from '../support/test';

/** More than a page of any list holds. */
const MANY = 3_000;

/** Answers the list of the team with so many people, and tells what was asked for. */
async function crowd(page: Page): Promise<Set<string>> {
  const asked = new Set<string>();
  await page.route('**/api/v1/team/members*', async (route) => {
    asked.add(new URL(route.request().url()).search);
    const answer = await route.fetch();
    const [first] = await answer.json();
    const rest = Array.from({ length: MANY - 1 }, (_, at) => {
      const id = `01a20930-0001-7000-8000-${String(at).padStart(12, '0')}`;
      const name = `Crowd ${String(at).padStart(5, '0')}`;
      return { ...first, id, user_id: id, name, email: `${at}@example.com`, role: 'member' };
    });
    await route.fulfill({ response: answer, json: [first, ...rest] });
  });
  return asked;
}

/** Jumps down the list; how many pixels of it have no row, when the scroll is heard and nothing is painted yet. */
function blankAfterJump(box: HTMLElement, to: number): Promise<number> {
  return new Promise((resolve) => {
    box.addEventListener(
      'scroll',
      () => {
        const { top, bottom } = box.getBoundingClientRect();
        const rows = Array.from(box.querySelectorAll('[role=row]')).map((row) => row.getBoundingClientRect());
        const first = Math.min(...rows.map((row) => row.top));
        const last = Math.max(...rows.map((row) => row.bottom));
        resolve(Math.max(0, first - top) + Math.max(0, bottom - last));
      },
      { once: true },
    );
    box.scrollTop = to;
  });
}

for (const phone of [false, true]) {
  test.describe(phone ? 'on a phone' : 'on a desk', () => {
    test.use(phone ? { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } : {});

    test('a crowd comes in one answer, and a jump down the list shows people at once', async ({
      page,
      deskbell,
    }) => {
      const { owner } = await Organization.open(deskbell);
      await Dashboard.signIn(page, owner);
      const asked = await crowd(page);
      await page.goto('/settings/team');
      const table = page.getByRole('table', { name: 'Members' });
      await expect(table).toHaveAttribute('aria-rowcount', String(MANY + 1));
      expect([...asked]).toEqual(['']);
      const box = table.locator('[role=rowgroup][tabindex="0"]');
      for (const to of [20_000, 90_000, 500]) {
        expect(await box.evaluate(blankAfterJump, to)).toBe(0);
      }
      await expectAccessible(page);
      await box.focus();
      await page.keyboard.press('End');
      await expect(table.getByRole('link', { name: 'Crowd 02998' })).toBeInViewport();
      await table.getByRole('button', { name: 'Acts for Crowd 02998' }).press('Enter');
      await expect(page.getByRole('menuitem', { name: 'Change role…' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(table.getByRole('button', { name: 'Acts for Crowd 02998' })).toBeFocused();
    });
  });
}
