/** The bell: it is heard where that was switched on, and what happens behind another window is told outside of the page. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { heard, listen, lookAway, openTold, outside, told } from '../support/edge';
import type { Desk, Person } from '../support/people';
import { expect, test } from '../support/test';

/** Somebody writes, and the owner gives it away; answers the conversation. */
async function given(desk: Desk, to: Person, text: string): Promise<string> {
  const { conversation_id: conversation } = await (await desk.visitor()).say(text);
  await desk.assign(conversation, to);
  return conversation;
}

const GIVEN = 'Ada Example gave you Visitor';
/** The two partials of one stroke, in hertz. */
const STROKE = [1318.5, 2637];

const bell = (page: Page) => page.getByRole('switch', { name: /^Ring softly/ });

test('the bell is silent until it is switched on, and rings once for each conversation that somebody gives', async ({
  desk,
  anotherBrowser,
}) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const page = await anotherBrowser();
  await listen(page.context());
  const bens = await Dashboard.of(page, ben, '/me');
  const dismiss = async (words: string) => {
    const notice = bens.notices.filter({ hasText: words });
    await expect(notice).toContainText(GIVEN);
    await notice.getByRole('button', { name: 'Dismiss' }).click();
  };

  await test.step('nothing is heard of the first, and the page says that it is there', async () => {
    await given(desk, ben, 'In silence');
    await dismiss('In silence');
    expect(await heard(page)).toEqual([]);
  });

  await test.step('switched on, it can be heard at once, and then whenever there is work', async () => {
    await bell(page).click();
    await expect(bell(page)).toBeChecked();
    await expect.poll(() => heard(page)).toEqual(STROKE);
    await given(desk, ben, 'Aloud');
    await dismiss('Aloud');
    expect(await heard(page)).toEqual([...STROKE, ...STROKE]);
  });

  await test.step('what he takes himself does not ring', async () => {
    const { conversation_id: taken } = await (await desk.visitor()).say('Taken by himself');
    await ben.call('POST', `/team/assign/${taken}?agent_id=${ben.id}`);
    await given(desk, ben, 'Given afterwards');
    await dismiss('Given afterwards');
    expect(await heard(page)).toHaveLength(3 * STROKE.length);
  });

  await test.step('it is kept over a reload, and switched off in every tab from the menu of one', async () => {
    await bens.open('/me');
    await expect(bell(page)).toBeChecked();
    const other = new Dashboard(await page.context().newPage());
    await other.open('/team');
    await other.page.getByRole('button', { name: 'Account of Ben Example' }).click();
    const entry = other.page.getByRole('menuitemcheckbox', { name: 'Ring when given work' });
    await expect(entry).toBeChecked();
    await entry.click();
    await expect(entry).not.toBeChecked();
    await expect(bell(page)).not.toBeChecked();
    await given(desk, ben, 'In silence again');
    await dismiss('In silence again');
    expect(await heard(page)).toEqual([]);
    expect(await heard(other.page)).toEqual([]);
  });
});

const desktop = (page: Page) => page.getByRole('switch', { name: /^Tell me while/ });

test('behind another window: what is given, and what its customer writes, is told outside, and a click opens it', async ({
  desk,
  anotherBrowser,
}) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const page = await anotherBrowser();
  await page.context().grantPermissions(['notifications'], { origin: desk.owner.server.url });
  await outside(page.context());
  const bens = await Dashboard.of(page, ben, '/me');
  await desktop(page).click();
  await expect(desktop(page)).toBeChecked();

  await test.step('in sight, the page says it and nothing else does', async () => {
    await given(desk, ben, 'While he looks');
    await expect(bens.notices).toContainText('While he looks');
    expect(await told(page)).toEqual([]);
  });

  const another = await given(desk, desk.owner, 'Held by Ada');
  const nora = await desk.visitor();
  const { conversation_id: conversation } = await nora.say('Where is my lantern?');
  await nora.call('PATCH', '/visitor', { name: 'Nora Lind' });

  await test.step('out of sight, who gave what stands outside', async () => {
    await lookAway(page);
    await desk.assign(conversation, ben);
    const first = {
      title: 'Ada Example gave you Nora Lind',
      body: 'Where is my lantern?',
      tag: conversation,
    };
    await expect.poll(() => told(page)).toEqual([first]);
  });

  await test.step('the customer writes; what he writes himself, and what others hold, is nobody’s news', async () => {
    // On a page without any list of conversations.
    await bens.open('/me');
    await lookAway(page);
    await ben.call('POST', `/conversations/${conversation}/messages`, { content: 'On its way.' });
    await ben.call('POST', `/team/assign/${another}?agent_id=${ben.id}`);
    await given(desk, desk.owner, 'For somebody else');
    await nora.say('When will it be here?');
    const second = { title: 'Nora Lind', body: 'When will it be here?', tag: conversation };
    await expect.poll(() => told(page)).toEqual([second]);
  });

  await test.step('a click takes him there', async () => {
    await openTold(page);
    await expect(bens.message('When will it be here?')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/c/${conversation}$`));
  });
});

test('what stands in sight in one tab is told by no other', async ({ desk, anotherBrowser }) => {
  const { person: ben } = await desk.hire('Ben', 'admin');
  const page = await anotherBrowser();
  await page.context().grantPermissions(['notifications'], { origin: desk.owner.server.url });
  await outside(page.context());
  const seen = await Dashboard.of(page, ben, '/me');
  await desktop(page).click();
  await expect(desktop(page)).toBeChecked();
  const behind = new Dashboard(await page.context().newPage());
  await behind.open('/');
  await lookAway(behind.page);
  await given(desk, ben, 'While he looks at the other');
  await expect(behind.notices).toContainText('While he looks at the other');
  await lookAway(page);
  await given(desk, ben, 'While he looks at none');
  await expect
    .poll(async () => (await told(behind.page)).map(({ body }) => body))
    .toEqual(['While he looks at none']);
  await expect(seen.notices.filter({ hasText: 'While he looks at none' })).toBeVisible();
});

test('a browser that shows no notifications says so, and the switch stays off', async ({
  desk,
  dashboardOf,
}) => {
  const { page } = await dashboardOf(desk.owner, '/me');
  await desktop(page).click();
  await expect(page.getByText('This browser does not let Deskbell show notifications.')).toBeVisible();
  await expect(desktop(page)).not.toBeChecked();
});
