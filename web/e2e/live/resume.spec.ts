import type { Listener } from '../support/listener';
import { expect, test } from '../support/live';
import type { Desk } from '../support/people';
import { RoughLine } from '../support/rough_line';

test.use({ settings: { DESKBELL_RATE_LIMITS: 'off' } });

/** Everything with a number that was heard, by number. */
function numbers(...listeners: Listener[]): number[] {
  return listeners.flatMap((listener) =>
    listener.heard
      .filter(({ event }) => event !== 'caught_up' && event !== 'reload')
      .map(({ payload }) => payload['seq'] as number | undefined)
      .filter((seq) => seq !== undefined),
  );
}

function texts(listener: Listener): string[] {
  return listener.all('new_message').map((message) => message['content'] as string);
}

/** Where a listener stands: the last number that it was told. */
function stand(listener: Listener): number {
  return Math.max(0, ...listener.heard.map(({ payload }) => (payload['seq'] as number | undefined) ?? 0));
}

async function write(desk: Desk, words: string[]): Promise<void> {
  const visitor = await desk.visitor();
  for (const word of words) await visitor.say(word);
}

test('a newcomer is told where the events stand, and hears nothing of before', async ({ desk, listen }) => {
  await write(desk, ['Before']);
  const ada = await listen.member(desk.owner);
  const { seq } = await ada.next('caught_up');
  expect(seq).toBeGreaterThan(0);
  await write(desk, ['After']);
  const news = await ada.next('new_message', { content: 'After' });
  expect(news['seq']).toBeGreaterThan(seq as number);
  expect(texts(ada)).toEqual(['After']);
});

test('whoever comes back hears what they missed, in order and once, and then what is new', async ({
  desk,
  listen,
}) => {
  const first = await listen.member(desk.owner);
  await write(desk, ['One']);
  await first.next('new_message', { content: 'One' });
  const after = stand(first);
  first.close();
  await write(desk, ['Two', 'Three']);
  const again = await listen.member(desk.owner, { after });
  const { seq } = await again.next('caught_up');
  expect(texts(again)).toEqual(['Two', 'Three']);
  expect(again.heard.at(-1)!.event).toBe('caught_up');
  expect(seq).toBe(Math.max(...numbers(again)));
  await write(desk, ['Four']);
  await again.next('new_message', { content: 'Four' });
  const heard = numbers(again);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(new Set(heard).size).toBe(heard.length);
  expect(Math.min(...heard)).toBe(after + 1);
});

test('nobody hears what was told to somebody else', async ({ desk, listen }) => {
  const { person: ben } = await desk.hire('Ben');
  const { person: cleo } = await desk.hire('Cleo');
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  await desk.owner.call('POST', `/team/assign/${conversation_id}?agent_id=${ben.id}`);
  const [his, hers] = [await listen.member(ben, { after: 0 }), await listen.member(cleo, { after: 0 })];
  await his.next('caught_up');
  await hers.next('caught_up');
  expect(his.all('conversation_assigned')).toHaveLength(1);
  expect(hers.all('conversation_assigned')).toEqual([]);
  expect(hers.all('conversation_updated').length).toBeGreaterThan(0);
});

test('a number from elsewhere is answered with one reload', async ({ desk, listen }) => {
  await write(desk, ['Hello']);
  const ada = await listen.member(desk.owner, { after: 1_000_000 });
  await ada.next('reload');
  await write(desk, ['New']);
  await ada.next('new_message', { content: 'New' });
  expect(texts(ada)).toEqual(['New']);
  expect(ada.all('reload')).toHaveLength(1);
  expect(ada.all('caught_up')).toEqual([]);
});

test('hundreds of missed events reach a client at its own pace', async ({ desk, listen }) => {
  const ada = await listen.member(desk.owner);
  const { seq: after } = (await ada.next('caught_up')) as { seq: number };
  ada.close();
  const words = Array.from({ length: 400 }, (_, number) => `Word ${number}`);
  const visitor = await desk.visitor();
  for (const word of words) await visitor.say(word);
  const again = await listen.member(desk.owner, { after });
  await again.next('caught_up');
  expect(texts(again)).toEqual(words);
});

test('over a rough line, cut again and again, every event arrives once and in order', async ({
  deskbell,
  desk,
  listen,
}) => {
  const line = await RoughLine.to(deskbell);
  const ada = await listen.member(desk.owner);
  let after = ((await ada.next('caught_up')) as { seq: number }).seq;
  const words = Array.from({ length: 40 }, (_, number) => `Word ${number}`);
  const visitor = await desk.visitor();
  const heard: string[] = [];
  const order: number[] = [];
  const writing = (async () => {
    for (const word of words) await visitor.say(word);
  })();
  for (let round = 0; heard.length < words.length; round++) {
    const rough = await listen.member(desk.owner, { after, through: line.url, transports: ['polling'] });
    await rough.next('caught_up');
    // The last round is left alone, so that the end is reached.
    if (round < 8 && heard.length + texts(rough).length < words.length) {
      await rough.next('new_message');
      line.cut();
    } else while (heard.length + texts(rough).length < words.length) await rough.next('new_message');
    rough.close();
    heard.push(...texts(rough));
    order.push(...numbers(rough));
    after = Math.max(after, stand(rough));
  }
  await writing;
  line.close();
  expect(heard).toEqual(words);
  expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
});
