import { HOUSE_PAGES } from './house_pages.mjs';

/**
 * Every page that is photographed: its name, who looks at it, where it is, and what is done before the picture. A
 * `before` gets the page and the demo.
 */

const open = (name) => (page) => page.getByRole('button', { name }).first().click();
const menu = (button, item) => async (page) => {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
};
const person = (tab) => async (page) => {
  await page.getByRole('main').getByRole('link', { name: 'Ben Okoye' }).click();
  await page.getByRole('heading', { name: /Ben Okoye/ }).waitFor();
  if (tab) await page.getByRole('link', { name: tab }).click();
  await page.waitForTimeout(500);
};
const firstConversation = async (page) => {
  await page
    .getByRole('list')
    .getByRole('link')
    .filter({ has: page.locator('time') })
    .first()
    .click();
  await page.getByRole('group', { name: 'Messages' }).waitFor();
};

const SHOP_PAGES = [
  { name: 'login', who: null, path: '/login' },
  { name: 'register', who: null, path: '/register' },
  { name: 'forgot', who: null, path: '/forgot' },
  { name: 'reset', who: null, path: '/reset?token=used' },
  { name: 'confirm', who: null, path: '/confirm?token=used' },
  { name: 'inbox-all', who: 'owner', path: '/' },
  { name: 'inbox-mine', who: 'owner', path: '/?view=mine' },
  { name: 'inbox-resolved', who: 'owner', path: '/?view=resolved' },
  { name: 'conversation', who: 'owner', path: '/', before: firstConversation },
  {
    name: 'assign',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      await page.getByRole('button', { name: /give to/ }).click();
      await page.getByRole('listbox', { name: 'People' }).waitFor();
    },
  },
  {
    name: 'conversation-menu',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      await page.getByRole('button', { name: 'More for this conversation' }).click();
    },
  },
  {
    name: 'snooze',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      await page.getByRole('button', { name: 'More for this conversation' }).click();
      await page.getByRole('menuitem', { name: /Until another time/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'files',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      const buffer = Buffer.from('Lantern, brass, 3 pieces, back in stock on Friday.');
      const file = { name: 'stock-list.txt', mimeType: 'text/plain', buffer };
      await page.getByLabel('Files', { exact: true }).setInputFiles(file);
      await page.getByRole('list', { name: 'Files of this message' }).waitFor();
    },
  },
  {
    name: 'lists',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await page.getByRole('heading', { level: 2 }).getByRole('button').first().click();
      await page.getByRole('menu', { name: 'Lists of the inbox' }).waitFor();
    },
    on: ['phone'],
  },
  {
    name: 'customer',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      await page.getByRole('button', { name: 'Customer' }).click();
    },
    on: ['phone'],
  },
  // What is written stays as a draft, so no picture of the conversation comes after it.
  {
    name: 'note',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await firstConversation(page);
      await page.getByRole('button', { name: 'Note', exact: true }).click();
      await page.getByRole('textbox', { name: 'Write a note' }).fill('The third dented box this month.');
    },
  },
  {
    name: 'account-menu',
    who: 'owner',
    path: '/',
    before: async (page) => {
      const button = page.getByRole('button', { name: /^(Account of Ada|Me$)/ }).filter({ visible: true });
      await button.first().click();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'palette',
    who: 'owner',
    path: '/team',
    before: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('be');
    },
  },
  {
    name: 'keys',
    who: 'owner',
    path: '/',
    before: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
    on: ['desktop', 'dark'],
  },
  { name: 'team', who: 'owner', path: '/team' },
  { name: 'person', who: 'owner', path: '/team', before: person() },
  { name: 'person-rights', who: 'owner', path: '/team', before: person('Rights') },
  { name: 'person-activity', who: 'owner', path: '/team', before: person('Activity') },
  { name: 'person-sessions', who: 'owner', path: '/team', before: person('Sessions') },
  { name: 'me', who: 'agent', path: '/me' },
  { name: 'settings-general', who: 'owner', path: '/settings/general' },
  { name: 'settings-general-agent', who: 'agent', path: '/settings/general' },
  { name: 'settings-tags', who: 'owner', path: '/settings/tags' },
  { name: 'new-tag', who: 'owner', path: '/settings/tags', before: open('New tag') },
  { name: 'settings-canned', who: 'owner', path: '/settings/canned' },
  { name: 'new-canned', who: 'owner', path: '/settings/canned', before: open('New canned reply') },
  { name: 'settings-audit', who: 'owner', path: '/settings/audit' },
  { name: 'settings-reports', who: 'owner', path: '/settings/reports' },
  { name: 'settings-roles', who: 'owner', path: '/settings/roles' },
  { name: 'add-role', who: 'owner', path: '/settings/roles', before: open('Add a role') },
  { name: 'delete-workspace', who: 'owner', path: '/settings/general', before: open('Delete…') },
  {
    name: 'disable',
    who: 'owner',
    path: '/settings/team',
    before: menu(/^Acts for Cyd/, /Switch off/),
  },
  { name: 'settings-team', who: 'owner', path: '/settings/team' },
  { name: 'settings-team-agent', who: 'agent', path: '/settings/team' },
  { name: 'invite', who: 'owner', path: '/settings/team?invite=open' },
  { name: 'change-role', who: 'owner', path: '/settings/team', before: menu(/^Acts for Cyd/, /Change role/) },
  { name: 'remove', who: 'owner', path: '/settings/team', before: menu(/^Acts for Ben/, /Remove/) },
  { name: 'settings-channels', who: 'owner', path: '/settings/channels' },
  {
    name: 'named-visitors',
    who: 'owner',
    path: '/settings/channels',
    before: menu(/^Acts for/, /Named visitors/),
  },
  { name: 'new-widget', who: 'owner', path: '/settings/channels', before: open('New widget') },
  { name: 'settings-billing', who: 'owner', path: '/settings/billing' },
  { name: 'settings-billing-agent', who: 'agent', path: '/settings/billing' },
  { name: 'rules', who: 'agent', path: '/rules' },
  { name: 'missing', who: 'owner', path: '/nowhere' },
];

export const PAGES = [...SHOP_PAGES, ...HOUSE_PAGES];
