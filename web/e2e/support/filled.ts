import { Desk, Person } from './people';
import type { Server } from './server';

/** A desk in the middle of its day: people, conversations in several states, and something of everything to look at. */
export interface Filled {
  desk: Desk;
  /** Holds the conversation that is looked at, and is live. */
  ben: Person;
  /** The conversation with messages, acts and a request for a person. */
  conversation: string;
  /** Ben's membership, for his page. */
  member: string;
}

const TEXTS = [
  'Do you ship to Norway?',
  'My order 10432 came without its screws.',
  'Is the storm lantern in stock?',
  'A question with a very long first line, so long that no list could ever show all of it in one row of its own',
];

export async function filledDesk(server: Server): Promise<Filled> {
  const desk = await Desk.open(server, 'Ada', 'localhost');
  const { member: former } = await desk.hire('Fay');
  await desk.owner.call('DELETE', `/team/members/${former}`);
  const { person: ben, member } = await desk.hire('Ben', 'admin');
  await desk.hire('Cyd');
  await ben.call('PATCH', '/team/status', { status: 'live' });
  for (const text of TEXTS) await (await desk.visitor()).say(text);
  const visitor = await desk.visitor();
  const { conversation_id: conversation } = await visitor.say('Hello, I have a question.');
  await visitor.call('PATCH', '/visitor', { name: 'Nora Lind', email: 'nora@example.com' });
  const path = `/conversations/${conversation}`;
  await desk.owner.call('POST', `${path}/messages`, { content: 'Good morning! Which one?' });
  await visitor.say('See https://shop.example/a-very-long-address-without-a-single-place-to-break/lantern');
  await desk.assign(conversation, ben);
  await visitor.call('POST', `${path}/handoff`, { reason: 'user_requested' });
  await fillSettings(desk, path);
  return { desk, ben, conversation, member };
}

/** Tags, canned replies, a view and a note. */
async function fillSettings({ owner }: Desk, conversation: string): Promise<void> {
  const tag = await owner.call('POST', '/tags', { name: 'Damaged in post', colour: '#2f6db5' });
  await owner.call('PUT', `${conversation}/tags`, { tags: [tag.id] });
  await owner.call('POST', '/views', { name: 'Damaged things', filter: { status: 'open', tag: tag.id } });
  await owner.call('POST', '/canned-replies', {
    shortcut: 'sorry',
    title: 'A broken glass',
    content: 'We are sorry. A new glass leaves today.',
  });
  await owner.call('POST', `${conversation}/messages`, { content: 'She has asked twice', private: true });
}
