/** A page names its visitor to the team, by a signature of its own server. */
import { createHmac } from 'node:crypto';
import { snippetOf } from '../support/site';
import { expect, test } from '../support/test';
import { Widget } from '../support/widget';

/** What a shop's own server writes into its page: who is signed in there, signed with the widget's secret. */
function named(secret: string, name: string, signedName = name): string {
  const said = (as: string) => ({
    email: 'ines@example.com',
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    id: 'customer-42',
    name: as,
  });
  const identity = said(name);
  const signed = JSON.stringify({ ...identity, name: signedName });
  const signature = createHmac('sha256', secret).update(signed).digest('hex');
  const visitor = { identity: { ...identity, signature }, fields: { club: 'Garden' } };
  return `<script>window.DeskbellVisitor = ${JSON.stringify(visitor)};</script>`;
}

test('a visitor whom the page names is shown by name, and a forged name is nobody’s', async ({
  deskbell,
  desk,
  site,
  anotherBrowser,
  dashboardOf,
}) => {
  const { secret } = await desk.owner.call('POST', `/widget/${desk.widget}/secrets`);
  const snippet = snippetOf(deskbell.url, desk.widget);
  const write = async (path: string, who: string, text: string) => {
    const shop = new Widget(await anotherBrowser());
    await shop.page.goto(site.put({ snippet: `${who}\n${snippet}` }, path));
    await shop.open();
    await shop.say(text);
    return shop;
  };
  const ada = await dashboardOf(desk.owner);

  await test.step('named: the team reads name and address, and what the page says beside', async () => {
    const shop = await write('/signed', named(secret, 'Inês Carvalho'), 'From a signed page');
    await expect(ada.row('From a signed page')).toContainText('Inês Carvalho');
    await ada.openRow('From a signed page');
    await expect(ada.customer.getByRole('heading', { name: 'Inês Carvalho' })).toBeVisible();
    await expect(ada.customer.getByRole('link', { name: 'ines@example.com' })).toBeVisible();
    await expect(ada.customer.getByText('Garden')).toBeVisible();
    await ada.answer('Good morning, Inês');
    await expect(shop.theirs('Good morning, Inês')).toBeVisible();
  });

  await test.step('forged: the same signature for another name is an anonymous visitor', async () => {
    const forged = named(secret, 'The Queen', 'Inês Carvalho');
    const shop = await write('/forged', forged, 'From a forged page');
    await expect(ada.row('From a forged page')).toContainText('Visitor');
    await ada.openRow('From a forged page');
    await expect(ada.customer.getByRole('heading', { name: /^Visitor/ })).toBeVisible();
    await expect(ada.page.getByText('The Queen')).toBeHidden();
    await expect(shop.theirs('Good morning, Inês'), 'and reads nothing of hers').toBeHidden();
  });

  await test.step('signed with another secret, it is nobody’s either', async () => {
    await write('/stranger', named('not the secret', 'The King'), 'From a stranger');
    await expect(ada.row('From a stranger')).toContainText('Visitor');
    await expect(ada.page.getByText('The King')).toBeHidden();
  });
});
