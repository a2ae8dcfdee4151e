import { expect, test } from '../support/live';

test('who is typing is told to those who opened the conversation, and not back to the writer', async ({
  desk,
  listen,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const [ada, his, outside, page] = [
    await listen.member(desk.owner),
    await listen.member(ben),
    await listen.member(ben),
    await listen.visitor(visitor),
  ];
  await ada.join(conversation_id);
  await his.join(conversation_id);

  for (const is_typing of [true, false]) {
    his.say('typing', { conversation_id, is_typing });
    const name = ben.name;
    expect(await ada.next('typing')).toEqual({
      conversation_id,
      user_id: ben.id,
      name,
      is_typing,
      private: false,
    });
    expect(await page.next('typing')).toEqual({
      conversation_id,
      user_id: null,
      name,
      is_typing,
      private: false,
    });
    page.say('typing', { is_typing });
    const visitorTypes = { conversation_id, user_id: null, name: null, is_typing, private: false };
    expect(await ada.next('typing')).toEqual(visitorTypes);
    expect(await his.next('typing')).toEqual(visitorTypes);
  }
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await Promise.all([outside, his].map((it) => it.next('agent_status_changed')));
  expect(outside.all('typing')).toEqual([]);
  expect(his.all('typing').filter((it) => it.user_id === ben.id)).toEqual([]);
  expect(page.all('typing')).toHaveLength(2);
});

test('a message is marked as delivered when the other side is connected', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const ada = await listen.member(desk.owner);
  await ada.join(conversation_id);
  const say = (content: string) =>
    desk.owner.call('POST', `/conversations/${conversation_id}/messages`, { content });

  const unheard = await say('Is anybody there?');
  await ada.next('new_message', { id: unheard.id });
  const page = await listen.visitor(visitor);
  const heard = await say('Now?');
  expect(await ada.next('delivered')).toMatchObject({ message_id: heard.id, conversation_id });
  const asked = await visitor.say('Yes');
  expect(await page.next('delivered')).toMatchObject({ message_id: asked.id, conversation_id });
  expect(ada.all('delivered')).toHaveLength(1);
});

test('reading is told to the other side, with the newest message of theirs', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  await visitor.say('Hello');
  const asked = await visitor.say('Anybody?');
  const { conversation_id } = asked;
  const [ada, page] = [await listen.member(desk.owner), await listen.visitor(visitor)];
  await ada.join(conversation_id);

  const { read_at } = await desk.owner.call('POST', `/conversations/${conversation_id}/read`);
  expect(await page.next('read')).toEqual({ message_id: asked.id, conversation_id, read_at });

  const body = { content: 'Here I am' };
  const answered = await desk.owner.call('POST', `/conversations/${conversation_id}/messages`, body);
  const seen = await visitor.call('POST', '/visitor/read');
  expect(await ada.next('read')).toEqual({ message_id: answered.id, conversation_id, read_at: seen.read_at });
  expect(page.all('read')).toHaveLength(1);
  expect(ada.all('read')).toHaveLength(1);
});

test('all of it works without WebSocket', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const polling = { transports: ['polling' as const] };
  const [ada, page] = [await listen.member(desk.owner, polling), await listen.visitor(visitor, polling)];
  expect([ada.transport(), page.transport()]).toEqual(['polling', 'polling']);
  await ada.join(conversation_id);

  page.say('typing', { is_typing: true });
  await ada.next('typing', { user_id: null });
  const sent = await page.emit('client_message', { content: 'By polling' });
  await ada.next('new_message', { id: sent.id });
  ada.say('typing', { conversation_id, is_typing: true });
  await page.next('typing', { is_typing: true });
  const body = { content: 'Heard by polling' };
  const answered = await desk.owner.call('POST', `/conversations/${conversation_id}/messages`, body);
  await page.next('new_message', { id: answered.id });
  await ada.next('delivered', { message_id: answered.id });
  await visitor.call('POST', '/visitor/read');
  await ada.next('read', { message_id: answered.id });
  await desk.owner.call('POST', '/auth/logout');
  expect(await ada.end()).toBe('io server disconnect');
  expect(ada.all('signed_out')).toEqual([{ reason: 'signed_out' }]);
});
