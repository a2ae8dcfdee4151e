import { expect, test } from '../support/live';

test('a teammate is seen to come; a second device is no news', async ({ desk, listen }) => {
  const { person: ben } = await desk.hire('Ben');
  const ada = await listen.member(desk.owner);
  const first = await listen.member(ben);
  expect(await ada.next('presence_changed', { agent_id: ben.id })).toEqual({
    agent_id: ben.id,
    connected: true,
  });
  await listen.member(await ben.signInAgain());
  first.close();
  await listen.member(ben);
  await ben.call('PATCH', '/team/status', { status: 'away' });
  await ada.next('agent_status_changed', { agent_id: ben.id, status: 'away' });
  expect(ada.all('presence_changed').filter((it) => it.agent_id === ben.id)).toHaveLength(1);
  const members = await desk.owner.call('GET', '/team/members');
  const seen = members.map((it: { name: string; connected: boolean }) => [it.name, it.connected]);
  expect(seen).toEqual([
    [desk.owner.name, true],
    [ben.name, true],
  ]);
});

test('connecting changes nobody’s status', async ({ desk, listen }) => {
  const ada = await listen.member(desk.owner);
  const { person: ben } = await desk.hire('Ben');
  await listen.member(ben);
  await ada.next('presence_changed', { agent_id: ben.id });
  const members = await desk.owner.call('GET', '/team/members');
  expect(members.map((it: { status: string }) => it.status)).toEqual(['offline', 'offline']);
  expect(ada.all('agent_status_changed')).toEqual([]);
});

test('visitors are told that somebody is there where one is live and connected, and not before', async ({
  desk,
  listen,
}) => {
  const visitor = await desk.visitor();
  const page = await listen.visitor(visitor);
  const online = async () => (await visitor.call('GET', '/visitor/conversation')).online;
  const badge = async () => (await desk.owner.call('GET', `/widget/${desk.widget}`)).online;
  const { person: ben, member } = await desk.hire('Ben');

  await ben.call('PATCH', '/team/status', { status: 'live' });
  expect([await online(), await badge()], 'live, and nowhere connected').toEqual([false, false]);
  const his = await listen.member(ben);
  await page.next('online', { online: true });
  expect([await online(), await badge()]).toEqual([true, true]);

  await ben.call('PATCH', '/team/status', { status: 'away' });
  await page.next('online', { online: false });
  expect([await online(), await badge()], 'connected, and away').toEqual([false, false]);

  await ben.call('PATCH', '/team/status', { status: 'live' });
  await page.next('online', { online: true });
  const ada = await listen.member(desk.owner);
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await ben.call('PATCH', '/team/status', { status: 'offline' });
  expect(await online(), 'one of two is enough').toBe(true);
  await desk.owner.call('PATCH', '/team/status', { status: 'offline' });
  await page.next('online', { online: false });

  await ben.call('PATCH', '/team/status', { status: 'live' });
  await page.next('online', { online: true });
  await desk.owner.call('DELETE', `/team/members/${member}`);
  await page.next('online', { online: false });
  await his.end();
  expect(ada.ended).toBeNull();
  expect(page.all('online').map((it) => it.online)).toEqual([false, true, false, true, false, true, false]);
});

test('a reader who is gone for a moment stays', async ({ desk, listen }) => {
  const { person: ben } = await desk.hire('Ben');
  const [ada, page] = [await listen.member(desk.owner), await listen.visitor(await desk.visitor())];
  await ben.call('PATCH', '/team/status', { status: 'live' });
  const his = await listen.member(ben);
  await page.next('online', { online: true });
  his.close();
  await listen.member(ben);
  await desk.owner.call('PATCH', '/team/status', { status: 'away' });
  await ada.next('agent_status_changed', { status: 'away' });
  expect(ada.all('presence_changed').filter((it) => it.agent_id === ben.id)).toEqual([
    { agent_id: ben.id, connected: true },
  ]);
  expect(page.all('online').at(-1)).toEqual({ online: true });
});
