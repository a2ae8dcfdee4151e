import { expect, test } from '../support/live';

test('a note reaches every member and not one byte of it the visitor', async ({ desk, listen }) => {
  const visitor = await desk.visitor();
  const { person: ben } = await desk.hire('Ben');
  const { conversation_id } = await visitor.say('Where is my lantern?');
  const path = `/conversations/${conversation_id}/messages`;
  const [ada, his] = [await listen.member(desk.owner), await listen.member(ben)];
  const pages = [await listen.visitor(visitor), await listen.visitor(visitor, { transports: ['polling'] })];
  await his.join(conversation_id);

  ada.say('typing', { conversation_id, is_typing: true, private: true });
  expect(await his.next('typing')).toMatchObject({ user_id: desk.owner.id, is_typing: true, private: true });
  const note = await desk.owner.call('POST', path, { content: 'chargeback: ask Ben first', private: true });
  ada.say('typing', { conversation_id, is_typing: false, private: true });
  for (const member of [ada, his]) {
    expect(await member.next('new_message', { id: note.id })).toMatchObject({
      content: note.content,
      private: true,
    });
  }

  // What is said to the customer afterwards comes through, so whatever was sent before has come through as well.
  ada.say('typing', { conversation_id, is_typing: true });
  for (const page of pages) expect(await page.next('typing')).toMatchObject({ is_typing: true });
  const answer = await desk.owner.call('POST', path, { content: 'On its way.' });
  await visitor.call('POST', '/visitor/read');
  expect(await his.next('read')).toMatchObject({ message_id: answer.id });
  for (const page of pages) {
    expect(await page.next('new_message', { id: answer.id })).toMatchObject({ private: false });
    expect(page.all('typing').map(({ is_typing }) => is_typing)).toEqual([true]);
    expect(page.all('new_message')).toHaveLength(1);
    for (const secret of ['chargeback', note.id, desk.owner.id]) {
      expect(page.everything()).not.toContain(secret);
    }
  }
  for (const member of [ada, his]) {
    const delivered = member.all('delivered').map(({ message_id }) => message_id);
    expect(delivered).not.toContain(note.id);
  }
});
