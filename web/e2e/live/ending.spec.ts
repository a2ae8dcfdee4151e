import { request } from 'node:http';
import { expect, test } from '../support/live';
import { refusal, type Listener } from '../support/listener';
import { Desk, type Person } from '../support/people';

/** Something happens in the workspace after somebody lost access; resolves when the others have heard of it. */
async function lateNews(desk: Desk, others: Listener): Promise<string> {
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Late news');
  await others.next('new_message', { content: 'Late news' });
  return conversation_id;
}

/** Expects that all of these have ended with this last word, and have heard nothing of what came later. */
async function expectCut(listeners: Listener[], reason: string, late: string): Promise<void> {
  for (const listener of listeners) {
    expect(await listener.end()).toBe('io server disconnect');
    expect(listener.heard.at(-1)).toEqual({ event: 'signed_out', payload: { reason } });
    expect(listener.everything()).not.toContain(late);
  }
}

test('whoever is removed hears nothing after the answer, on none of their connections', async ({
  desk,
  listen,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const elsewhere = await ben.signInAgain();
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const his = [
    await listen.member(ben),
    await listen.member(ben, { workspace: desk.id }),
    await listen.member(elsewhere, { transports: ['polling'] }),
  ];
  for (const listener of his) await listener.join(conversation_id);
  const ada = await listen.member(desk.owner);

  await desk.owner.call('DELETE', `/team/members/${member}`);
  const late = await lateNews(desk, ada);
  await expectCut(his, 'removed', late);
  expect(await refusal(listen.member(ben))).toBe('unauthenticated');
  expect(await refusal(listen.member(await ben.signInAgain(), { workspace: desk.id }))).toBe('not_found');
});

test('removing somebody touches none of their other workspaces', async ({ deskbell, desk, listen }) => {
  const zoe = await Desk.open(deskbell, 'Zoe', 'other.example');
  const { person: ben, member } = await desk.hire('Ben');
  await zoe.invite(ben);
  const there = await ben.signInAgain();
  await there.call('POST', '/auth/workspace', { workspace_id: zoe.id });
  // One session that is in the other workspace, with a connection to each.
  const [cut, kept] = [
    await listen.member(there, { workspace: desk.id }),
    await listen.member(there, { workspace: zoe.id }),
  ];
  const ada = await listen.member(desk.owner);

  await desk.owner.call('DELETE', `/team/members/${member}`);
  const late = await lateNews(desk, ada);
  await expectCut([cut], 'removed', late);
  await zoe.owner.call('PATCH', '/team/status', { status: 'live' });
  await kept.next('agent_status_changed', { agent_id: zoe.owner.id });
  expect((await there.ask('GET', '/auth/me')).status).toBe(200);
});

test('an id in another spelling removes just as well', async ({ deskbell, desk, listen }) => {
  const zoe = await Desk.open(deskbell, 'Zoe', 'other.example');
  const { person: ben, member } = await desk.hire('Ben');
  await zoe.invite(ben);
  await ben.call('POST', '/auth/workspace', { workspace_id: zoe.id });
  const his = await listen.member(ben, { workspace: desk.id });
  const ada = await listen.member(desk.owner);
  await desk.owner.call('DELETE', `/team/members/${member.toUpperCase()}`);
  const late = await lateNews(desk, ada);
  await expectCut([his], 'removed', late);
});

test('signing out ends the connections of that session and of no other', async ({ desk, listen }) => {
  const { person: ben } = await desk.hire('Ben');
  const elsewhere = await ben.signInAgain();
  const [one, two, kept, ada] = [
    await listen.member(ben),
    await listen.member(ben, { transports: ['polling'] }),
    await listen.member(elsewhere),
    await listen.member(desk.owner),
  ];
  await ben.call('POST', '/auth/logout');
  const late = await lateNews(desk, ada);
  await expectCut([one, two], 'signed_out', late);
  await kept.next('new_message', { content: 'Late news' });
  expect(kept.ended).toBeNull();
  expect(await refusal(listen.member(ben))).toBe('unauthenticated');
});

/** Sends a request and hangs up without waiting for the answer, as a closed laptop does. */
function hangUpOn(person: Person, method: string, path: string): Promise<void> {
  return new Promise((done) => {
    const asked = request(`${person.server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${person.token}` },
    });
    asked.on('error', () => undefined);
    asked.on('close', done);
    asked.on('finish', () => setImmediate(() => asked.destroy()));
    asked.end();
  });
}

test('somebody who hangs up while removing or signing out leaves no connection behind', async ({
  desk,
  listen,
}) => {
  for (const turn of Array(6).keys()) {
    const { person: ben, member } = await desk.hire(`Ben${turn}`);
    const his = await listen.member(ben);
    await hangUpOn(desk.owner, 'DELETE', `/team/members/${member}`);
    // The request was either not taken at all, or it was carried through to the end.
    await desk.owner.ask('DELETE', `/team/members/${member}`);
    expect(await his.end()).toBe('io server disconnect');

    const ada = await desk.owner.signInAgain();
    const hers = await listen.member(ada);
    await hangUpOn(ada, 'POST', '/auth/logout');
    await ada.ask('POST', '/auth/logout');
    expect(await hers.end()).toBe('io server disconnect');
  }
});

test('another role keeps the connection, and what is heard goes on', async ({ desk, listen }) => {
  const { person: ben, member } = await desk.hire('Ben');
  const his = await listen.member(ben);
  for (const role of ['admin', 'agent']) {
    await desk.owner.call('PATCH', `/team/members/${member}`, { role });
    await his.next('member_changed', { user_id: ben.id, change: 'role' });
  }
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  await his.next('new_message', { conversation_id });
  await his.join(conversation_id);
  expect(his.ended).toBeNull();
});

test('whoever has a widget open that is switched off writes nothing more', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  const page = await listen.visitor(visitor);
  const team = await listen.member(desk.owner);
  const { conversation_id } = await visitor.say('Hello');
  const [channel] = await desk.owner.call('GET', '/channels');
  await desk.owner.call('PATCH', `/channels/${channel.id}`, { is_active: false });
  const { error } = await page.emit('client_message', { content: 'Is anybody there?' });
  expect(error).toMatchObject({ status: 401 });
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await team.next('agent_status_changed', { status: 'live' });
  expect(team.all('new_message').map((it) => it.conversation_id)).toEqual([conversation_id]);
});
