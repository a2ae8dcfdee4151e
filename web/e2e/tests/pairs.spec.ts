import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

/** The rows of the table in `PAIRS.md`: who acts, and which page changes. */
async function rows(): Promise<string[]> {
  const table = await readFile(join(import.meta.dirname, '../PAIRS.md'), 'utf8');
  return [...table.matchAll(/^\| (?!---|who acts)(.+?) +\| (.+?) +\|$/gm)].map(
    ([, who, page]) => `${who} → ${page}`,
  );
}

async function titles(): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => /^pairs-.*\.spec\.ts$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^test\((['"])(.+ → .+)\1, async/gm)].map(([, , title]) => title!),
  );
}

test('every pair in the table has its test, and every test its row', async () => {
  const [table, tests] = [await rows(), await titles()];
  expect(table.length).toBeGreaterThan(20);
  expect(table.toSorted()).toEqual(tests.toSorted());
});
