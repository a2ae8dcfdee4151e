import { Desk, Person } from './people';
import type { Server } from './server';

/** A desk in the middle of its day: people, conversations in several states, and something of everything to look at. */
export interface Filled {
  desk: Desk;
  /** Holds the conversation that is looked at, and is live. */
  ben: Person;
  /** The conversation with messages, acts and a request for a person. */
  conversation: string;
}

const TEXTS = [
  'Do you ship to Norway?',
  'My order 10432 came without its screws.',
  'Is the storm lantern in stock?',
  'A question with a very long first line, so long that no list could ever show all of it in one row of its own',
];

export async function filledDesk(server: Server): Promise<Filled> {
  const desk = await Desk.open(server, 'Ada', 'localhost');
  const { person: ben } = await desk.hire('Ben', 'admin');
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
  return { desk, ben, conversation };
}
