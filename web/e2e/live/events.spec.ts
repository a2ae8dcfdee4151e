import { expect, test } from '../support/live';
import { Desk } from '../support/people';

test('a message reaches the team and the visitor as it was answered, and names the writer', async ({
  desk,
  listen,
}) => {
  const visitor = await desk.visitor();
  const [team, page] = [await listen.member(desk.owner), await listen.visitor(visitor)];

  const asked = await visitor.say('Where is my lantern?');
  const { seq, ...heard } = await team.next('new_message', { id: asked.id });
  const { sender_id, private: isNote, ...rest } = heard;
  expect(rest).toEqual(asked);
  expect({ sender_id, isNote, sender_type: asked.sender_type }).toEqual({
    sender_id: null,
    isNote: false,
    sender_type: 'customer',
  });
  expect(seq).toBeGreaterThan(0);
  expect(await page.next('new_message', { id: asked.id })).toEqual({
    ...asked,
    sender_id: null,
    private: false,
  });

  const conversation = asked.conversation_id;
  const body = { content: 'On its way.' };
  const answered = await desk.owner.call('POST', `/conversations/${conversation}/messages`, body);
  const told = await team.next('new_message', { id: answered.id });
  expect(told).toMatchObject({ sender_id: desk.owner.id, sender_name: desk.owner.name, ...body });
  expect(await page.next('new_message', { id: answered.id })).toMatchObject({
    sender_id: null,
    sender_name: desk.owner.name,
    ...body,
  });
});

test('a conversation tells its whole life to the team, and what is theirs to know to the visitor', async ({
  desk,
  listen,
}) => {
  const visitor = await desk.visitor();
  const [team, page] = [await listen.member(desk.owner), await listen.visitor(visitor)];
  const { conversation_id } = await visitor.say('Hello');
  await team.next('conversation_created', { conversation_id });
  const path = `/conversations/${conversation_id}`;
  const say = (method: string, rest: string, body?: unknown) => desk.owner.call(method, path + rest, body);

  const steps: [() => Promise<unknown>, { status: string; needs_handoff?: boolean }][] = [
    [() => say('PATCH', '', { status: 'pending' }), { status: 'pending' }],
    [() => say('PUT', '/resolve'), { status: 'resolved' }],
    [() => visitor.say('One more thing'), { status: 'open' }],
    [() => say('POST', '/handoff', { reason: 'complex_issue' }), { status: 'open', needs_handoff: true }],
    [() => say('PUT', '/close'), { status: 'closed' }],
    [() => say('PATCH', '', { status: 'open' }), { status: 'open' }],
  ];
  for (const [act, now] of steps) {
    await act();
    const updated = await team.next('conversation_updated');
    expect(updated).toMatchObject({ conversation_id, assignee_id: null, needs_handoff: false, ...now });
    const status = await page.next('conversation_status');
    expect(status).toEqual({ conversation_id, status: now.status, assignee_name: null });
  }
});

test('being given a conversation is told to the one who got it and to nobody else', async ({
  desk,
  listen,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const visitor = await desk.visitor();
  const { conversation_id } = await visitor.say('Hello');
  const [ada, his, page] = [
    await listen.member(desk.owner),
    await listen.member(ben),
    await listen.visitor(visitor),
  ];
  const told = { conversation_id, assigned_by: desk.owner.id };

  await desk.assign(conversation_id, ben);
  expect(await his.next('conversation_assigned')).toMatchObject(told);
  await ada.next('conversation_updated', { conversation_id, assignee_id: ben.id });
  await page.next('conversation_status', { conversation_id, assignee_name: ben.name });

  await desk.owner.call('DELETE', `/conversations/${conversation_id}/assignee`);
  await page.next('conversation_status', { assignee_name: null });
  await desk.owner.call('PUT', `/conversations/${conversation_id}/assign/${ben.id}`);
  expect(await his.next('conversation_assigned')).toMatchObject(told);

  await ada.next('conversation_updated', { assignee_id: null });
  await ada.next('conversation_updated', { assignee_id: ben.id });
  expect(ada.all('conversation_assigned')).toEqual([]);
  expect(his.all('conversation_assigned')).toHaveLength(2);
});

test('the team hears who joins, gets another role and leaves, and what becomes of the workspace', async ({
  desk,
  listen,
}) => {
  const team = await listen.member(desk.owner);
  const { person: ben, member } = await desk.hire('Ben');
  const told = { member_id: member, user_id: ben.id };
  expect(await team.next('member_changed')).toMatchObject({ ...told, change: 'joined' });
  await desk.owner.call('PATCH', `/team/members/${member}`, { role: 'admin' });
  expect(await team.next('member_changed')).toMatchObject({ ...told, change: 'role' });
  await desk.owner.call('DELETE', `/team/members/${member}`);
  expect(await team.next('member_changed')).toMatchObject({ ...told, change: 'left' });
  await desk.owner.call('PUT', '/billing/plan', { plan: 'pro' });
  expect(await team.next('workspace_changed')).toMatchObject({ what: 'plan' });
  await desk.owner.call('PATCH', `/widget/${desk.widget}`, { name: 'Shop' });
  expect(await team.next('workspace_changed')).toMatchObject({ what: 'channels' });
});

test('what lasts is numbered one by one in each workspace; visitors get no number', async ({
  deskbell,
  desk,
  listen,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const other = await Desk.open(deskbell, 'Zoe', 'other.example');
  const visitor = await desk.visitor();
  const [his, zoe, page] = [
    await listen.member(ben),
    await listen.member(other.owner),
    await listen.visitor(visitor),
  ];

  const { conversation_id } = await visitor.say('Hello');
  await desk.assign(conversation_id, ben);
  await other.owner.call('PATCH', '/team/status', { status: 'live' });
  await ben.call('PATCH', '/team/status', { status: 'live' });
  await ben.call('PUT', `/conversations/${conversation_id}/resolve`);
  await other.owner.call('PATCH', '/team/status', { status: 'away' });

  await his.next('conversation_updated', { status: 'resolved' });
  await zoe.next('agent_status_changed', { status: 'away' });
  await page.next('conversation_status', { status: 'resolved' });
  for (const [listener, least] of [
    [his, 6],
    [zoe, 2],
  ] as const) {
    const numbers = listener.heard.map(({ payload }) => payload.seq).filter((seq) => seq !== undefined);
    expect(numbers.length).toBeGreaterThanOrEqual(least);
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0] + index));
  }
  expect(page.everything()).not.toContain('seq');
});

test('a change that changes nothing is no news', async ({ desk, listen }) => {
  const team = await listen.member(desk.owner);
  for (const status of ['live', 'live', 'away']) await desk.owner.call('PATCH', '/team/status', { status });
  await team.next('agent_status_changed', { status: 'away' });
  expect(team.all('agent_status_changed').map(({ status }) => status)).toEqual(['live', 'away']);
});

test('a visitor writes over the socket, and is told what is wrong with what they write', async ({
  desk,
  listen,
}) => {
  const page = await listen.visitor(await desk.visitor());
  const team = await listen.member(desk.owner);
  const sent = await page.emit('client_message', { content: 'Over the socket' });
  expect(await team.next('new_message', { id: sent.id })).toMatchObject({ content: 'Over the socket' });
  for (const wrong of [
    { content: '  ' },
    { content: 'x'.repeat(20_001) },
    { content: 7 },
    {},
    'text',
    null,
  ]) {
    const { error } = await page.emit('client_message', wrong);
    expect(error, JSON.stringify(wrong).slice(0, 40)).toMatchObject({
      status: 422,
      code: 'invalid',
      errors: [{ field: 'content' }],
    });
  }
  await page.emit('client_message', { content: 'Still here' });
  await team.next('new_message', { content: 'Still here' });
  expect(team.all('new_message')).toHaveLength(2);
});
