import { expect, test } from '../support/live';
import { Desk, Person } from '../support/people';

test("a conversation of another workspace can't be joined, and nothing of it is heard", async ({
  deskbell,
  desk,
  listen,
}) => {
  const other = await Desk.open(deskbell, 'Zoe', 'other.example');
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Between us');
  const [stranger, ada, page] = [
    await listen.member(other.owner),
    await listen.member(desk.owner),
    await listen.visitor(visitor),
  ];

  const { error } = await stranger.emit('join_conversation', { conversation_id });
  expect(error).toMatchObject({ status: 404, code: 'not_found' });
  await ada.join(conversation_id);

  stranger.say('typing', { conversation_id, is_typing: true });
  ada.say('typing', { conversation_id, is_typing: true });
  page.say('typing', { conversation_id, is_typing: true });
  await ada.next('typing', { user_id: null });
  await page.next('typing', { conversation_id });
  await visitor.say('Still between us');
  await ada.next('new_message', { content: 'Still between us' });

  // What comes after it in one's own workspace: had anything of the other come, it would be here by now.
  await other.owner.call('PATCH', '/team/status', { status: 'live' });
  await stranger.next('agent_status_changed', { status: 'live' });
  expect(stranger.everything()).not.toContain(conversation_id);
  expect(page.all('typing')).toHaveLength(1);
});

test('joining says which conversation is missing, malformed or absent', async ({ desk, listen }) => {
  const ada = await listen.member(desk.owner);
  const absent = '0193f2a6-5c1e-7b40-9d2f-6a8e04c1b7d3';
  for (const conversation_id of [absent, 'nonsense', '']) {
    const { error } = await ada.emit('join_conversation', { conversation_id });
    expect(error, conversation_id).toMatchObject({ status: 404, code: 'not_found' });
  }
  for (const wrong of [{}, { conversation_id: 7 }, 'text', null]) {
    const { error } = await ada.emit('join_conversation', wrong);
    expect(error, JSON.stringify(wrong)).toMatchObject({
      status: 422,
      errors: [{ field: 'conversation_id' }],
    });
  }
});

test('a visitor hears their own conversation and no other, and nothing that is the team’s own', async ({
  desk,
  listen,
}) => {
  const { person: ben, member } = await desk.hire('Ben');
  const [mine, theirs] = [await desk.visitor(), await desk.visitor()];
  const [my, their] = [await listen.visitor(mine), await listen.visitor(theirs)];
  const ada = await listen.member(desk.owner);
  const own = (await mine.say('Mine')).conversation_id;
  const other = (await theirs.say('Theirs')).conversation_id;

  await ada.join(other);
  ada.say('typing', { conversation_id: other, is_typing: true });
  await their.next('typing', { conversation_id: other });
  await desk.assign(other, ben);
  await ben.call('PATCH', '/team/status', { status: 'live' });
  await desk.owner.call('PATCH', `/team/members/${member}`, { role: 'admin' });
  await desk.owner.call('POST', `/conversations/${other}/messages`, { content: 'For them' });
  await their.next('new_message', { content: 'For them' });
  await desk.owner.call('POST', `/conversations/${own}/messages`, { content: 'For me' });
  await my.next('new_message', { content: 'For me' });

  expect(my.everything()).not.toContain(other);
  expect(my.everything()).not.toContain('For them');
  for (const hidden of [desk.owner.id, ben.id, member, 'seq']) {
    expect(my.everything()).not.toContain(hidden);
    expect(their.everything()).not.toContain(hidden);
  }
});

test("a visitor can't join, write into or hand off another's conversation", async ({ desk, listen }) => {
  const [mine, theirs] = [await desk.visitor(), await desk.visitor()];
  const [my, their] = [await listen.visitor(mine), await listen.visitor(theirs)];
  const ada = await listen.member(desk.owner);
  const own = (await mine.say('Mine')).conversation_id;
  const other = (await theirs.say('Theirs')).conversation_id;
  await ada.join(own);
  await ada.join(other);

  await my.emit('join_conversation', { conversation_id: other });
  my.say('typing', { conversation_id: other, is_typing: true });
  await ada.next('typing', { user_id: null });
  await my.emit('client_message', { content: 'Into mine', conversation_id: other });
  await ada.next('new_message', { content: 'Into mine' });
  await desk.owner.call('POST', `/conversations/${other}/messages`, { content: 'For them' });
  await their.next('new_message', { content: 'For them' });
  await desk.owner.call('POST', `/conversations/${own}/messages`, { content: 'For me' });
  await my.next('new_message', { content: 'For me' });

  expect(my.everything()).not.toContain(other);
  expect(ada.all('typing').map((it) => it.conversation_id)).toEqual([own]);
  expect(ada.all('new_message').filter((it) => it.conversation_id === other)).toHaveLength(2);
});

test('a room is left by leaving it', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const [stays, leaves, page] = [
    await listen.member(desk.owner),
    await listen.member(desk.owner),
    await listen.visitor(visitor),
  ];
  await stays.join(conversation_id);
  await leaves.join(conversation_id);
  leaves.say('leave_conversation', { conversation_id });
  // Acknowledged after the leaving, which has no answer of its own.
  await leaves.emit('join_conversation', { conversation_id: 'nonsense' });
  page.say('typing', { is_typing: true });
  await stays.next('typing', { is_typing: true });
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await leaves.next('agent_status_changed');
  expect(leaves.all('typing')).toEqual([]);
});

test('an account without a workspace hears nothing and joins nothing', async ({ desk, listen }) => {
  const outsider = await Person.register(desk.owner.server, 'Otto');
  const outside = await listen.member(outsider);
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const { error } = await outside.emit('join_conversation', { conversation_id });
  expect(error).toMatchObject({ status: 400, code: 'no_workspace' });
  await desk.invite(outsider);
  await outside.next('you_joined');
  expect(outside.heard.map(({ event }) => event)).toEqual(['you_joined']);
});
