/** The pages of an organization, its ways in, and those of people who stand outside it. */

const choose = (name) => (page) => page.getByRole('checkbox', { name }).first().press('Space');
const acts = (who, item) => async (page) => {
  await page.getByRole('button', { name: `Acts for ${who}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('dialog').waitFor();
};
const invite = (way) => async (page) => {
  await page.getByRole('dialog', { name: 'Invite Members' }).getByRole('radio', { name: way }).click();
};
const person = (name, tab) => async (page) => {
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  if (tab) await page.getByRole('link', { name: tab }).click();
  await page.waitForLoadState('networkidle').catch(() => undefined);
};
const upload = async (page) => {
  await invite('CSV file')(page);
  const rows = [
    'email,role,access_tier',
    'wim@northlight.example,member,power',
    'xena@northlight.example,member,',
    'yara@northlight.example,support,basic',
    'not an address,,',
    'otis@northlight.example,,',
  ];
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByText('Nothing has been sent yet.').waitFor();
};
const visit = async (page, demo) => {
  await page.getByRole('button', { name: /^Visit Northlight/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The domain is not found');
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(demo.people.at(-1).password);
};

const team = '/settings/team';

export const HOUSE_PAGES = [
  { name: 'welcome', who: 'newcomer', path: '/welcome' },
  { name: 'me-without-workspace', who: 'newcomer', path: '/me' },
  { name: 'join-invitation', who: null, path: (demo) => `/join?token=${demo.invited}` },
  { name: 'join-link', who: 'newcomer', path: (demo) => `/join?link=${demo.link}` },
  { name: 'join-used', who: null, path: '/join?token=used' },
  { name: 'disabled', who: 'house-disabled', path: '/' },
  { name: 'inbox-empty', who: 'house-member', path: '/' },
  { name: 'house-team', who: 'house-member', path: '/team' },
  { name: 'house-settings-team', who: 'house-owner', path: team },
  { name: 'house-settings-team-member', who: 'house-member', path: team },
  {
    name: 'house-bulk',
    who: 'house-owner',
    path: team,
    before: choose(/^Choose (everybody shown|Pia Lund)$/),
  },
  { name: 'house-invite', who: 'house-owner', path: `${team}?invite=open` },
  { name: 'house-invite-csv', who: 'house-owner', path: `${team}?invite=open`, before: upload },
  { name: 'house-invite-link', who: 'house-owner', path: `${team}?invite=open`, before: invite('Link') },
  { name: 'house-tier', who: 'house-owner', path: team, before: acts('Pia Lund', /Change tier/) },
  { name: 'house-remove', who: 'house-owner', path: team, before: acts('Pia Lund', /Remove/) },
  { name: 'house-remove-disabled', who: 'house-owner', path: team, before: acts('Quin Abbas', /Remove/) },
  { name: 'house-planned', who: 'house-owner', path: '/team', before: person('Rosa Marsh') },
  {
    name: 'house-person-activity',
    who: 'house-owner',
    path: '/team',
    before: person('Pia Lund', 'Activity'),
  },
  { name: 'house-person-rights', who: 'house-owner', path: '/team', before: person('Otis Reed', 'Rights') },
  { name: 'house-joining', who: 'house-owner', path: '/settings/joining' },
  { name: 'house-keys', who: 'house-owner', path: '/settings/keys' },
  { name: 'house-keys-member', who: 'house-member', path: '/settings/keys' },
  { name: 'house-retention', who: 'house-owner', path: '/settings/retention' },
  { name: 'house-roles', who: 'house-owner', path: '/settings/roles' },
  { name: 'house-general', who: 'house-owner', path: '/settings/general' },
  { name: 'house-audit', who: 'house-owner', path: '/settings/audit' },
  { name: 'house-reports', who: 'house-owner', path: '/settings/reports' },
  { name: 'platform', who: 'platform', path: '/platform' },
  { name: 'platform-visit', who: 'platform', path: '/platform', before: visit },
];
