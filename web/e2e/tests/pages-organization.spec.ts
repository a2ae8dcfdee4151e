/** The pages and dialogs that only an organization has, as they stand: axe, and nothing to scroll sideways. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { textFile } from '../support/files';
import { look, LOOKS } from '../support/looks';
import { Organization } from '../support/organization';
import type { Person } from '../support/people';
import type { Server } from '../support/server';
import { expect, test } from '../support/test';

/** An organization with something of everything: a domain, a link, people invited, a role of its own. */
async function filled(server: Server): Promise<{ owner: Person; ben: Person; member: string }> {
  const { owner, bring } = await organization(server);
  const ben = await bring('Ben', 'admin');
  const cyd = await bring('Cyd');
  await owner.call('PATCH', '/workspace', { auto_join: { mode: 'both' } });
  await owner.call('POST', '/workspace/domains', { domain: 'harbour.example' });
  await owner.call('POST', '/team/links', { role: 'member', max_uses: 20 });
  const emails = ['dan@example.com', 'somebody.with.a.very.long.address@a-rather-long-domain.example'];
  await owner.call('POST', '/team/invitations', { emails, role: 'member', welcome: 'Good to have you.' });
  const role = await owner.call('POST', '/workspace/roles', { name: 'Auditor', permissions: ['audit.read'] });
  const members = await owner.call('GET', '/team/members');
  const idOf = ({ email }: Person) => members.find((each: { email: string }) => each.email === email).id;
  await owner.call('PATCH', `/team/members/${idOf(cyd)}`, { role: role.id });
  await owner.call('PATCH', `/team/members/${idOf(cyd)}`, { agent_access: false, reason: 'leave' });
  return { owner, ben, member: idOf(ben) };
}

async function organization(server: Server) {
  const house = await Organization.open(server);
  return { owner: house.owner, bring: house.bring.bind(house) };
}

/** The pages, each with a word that shows it is there. */
const PAGES = [
  { path: '/settings/joining', shows: 'Look for the record' },
  { path: '/settings/general', shows: 'Hand over…' },
  { path: '/settings/team', shows: '0 of 20 came' },
  { path: '/settings/roles', shows: 'A role of this workspace.' },
  { path: '/settings/reports', shows: 'Who stands above others' },
  { path: '/settings/audit', shows: 'switch Agent Access off and on' },
  { path: '/settings/billing', shows: 'Everybody, everything.' },
  { path: '/rules', shows: 'Ownership can move' },
  { path: '/join?token=a', shows: 'This link does not work' },
];

const FILE = [
  'email,role,access_tier',
  'eve@example.com,member,power',
  'nobody,member,',
  'gus@example.com,gardener,',
  'ben@example.com,member,',
].join('\n');

/** The ways to invite, and what each of them says afterwards. */
async function lookAtInviting(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  const open = async (way: string) => {
    await page.goto('/settings/team');
    await page.getByRole('button', { name: 'Invite Members' }).click();
    await dialog.getByRole('radio', { name: way }).check();
  };
  await test.step('addresses', async () => {
    await open('Addresses');
    await dialog.getByLabel('E-mail addresses').fill('fay@example.com, not an address, ben@example.com');
    await look(page);
    await dialog.getByRole('button', { name: /^Send/ }).click();
    await expect(dialog.getByText('1 mail is on its way.')).toBeVisible();
    await look(page);
  });
  await test.step('a file', async () => {
    await open('CSV file');
    await look(page);
    await dialog.locator('input[type=file]').setInputFiles(textFile('monday.csv', FILE));
    await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
    await look(page);
    await page.getByRole('button', { name: 'Invite 1 person' }).click();
    await expect(page.getByText('Done: 2 of 4 rows.')).toBeVisible();
    await look(page);
  });
  await test.step('a link', async () => {
    await open('Link');
    await look(page);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Link' })).toBeVisible();
    await look(page);
  });
}

/** What the acts of a row or a page open. */
async function lookAtDialogs(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  const opened = async () => {
    await expect(dialog).toBeVisible();
    await look(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  const acts = async (of: string, ...entries: string[]) => {
    for (const entry of entries) {
      await page.getByRole('button', { name: `Acts for ${of}` }).click();
      await page.getByRole('menuitem', { name: entry }).click();
      await opened();
    }
  };
  await page.goto('/settings/team');
  await acts('dan@example.com', 'Change role or tier…', 'Copy link…');
  await acts('Ben Example', 'Change role…', 'Change tier…', 'Remove from organization…');
  await acts('Cyd Example', 'Switch on Agent Access…');
  for (const button of ['Add a role', 'Change Auditor', 'Remove Auditor']) {
    await page.goto('/settings/roles');
    await page.getByRole('button', { name: button }).click();
    await opened();
  }
  for (const button of ['Hand over…', 'Delete…']) {
    await page.goto('/settings/general');
    await page.getByRole('button', { name: button }).click();
    await opened();
  }
}

for (const { name, ...use } of LOOKS) {
  test.describe(name, () => {
    test.use(use);
    // Axe reads every element of some ten pages; on a busy machine that takes its time.
    test.describe.configure({ timeout: 300_000 });

    test('every page of an organization', async ({ page, deskbell }) => {
      const { owner, member } = await filled(deskbell);
      await Dashboard.of(page, owner);
      for (const { path, shows } of [
        ...PAGES,
        { path: `/team/${member}`, shows: 'Place in this organization' },
      ]) {
        await test.step(path, async () => {
          await page.goto(path);
          await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
          await look(page);
        });
      }
    });

    // Colours are those of the dark window, places those of the light phone: the pages show that both go together.
    if (name === 'dark, on a phone') return;

    test('the ways to invite', async ({ page, deskbell }) => {
      const { owner } = await filled(deskbell);
      await Dashboard.of(page, owner);
      await lookAtInviting(page);
    });

    test('everything else that floats above them', async ({ page, deskbell }) => {
      const { owner } = await filled(deskbell);
      await Dashboard.of(page, owner);
      await lookAtDialogs(page);
    });

    test('whoever is to own it reads what that means', async ({ page, deskbell }) => {
      const { owner, ben, member } = await filled(deskbell);
      await owner.call('POST', '/workspace/transfer', { member_id: member });
      await Dashboard.of(page, ben, '/settings/general');
      await page.getByRole('button', { name: 'Accept…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(page);
    });
  });
}
