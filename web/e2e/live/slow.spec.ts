import { WebSocket } from 'ws';
import { expect, test } from '../support/live';
import type { Person } from '../support/people';

/** Of four bytes each in UTF-8, as many as a message may have: the buffers on the way fill up soonest. */
const LONG = '🔔'.repeat(20_000);
/** More than the server keeps for one client (512 events), and than the system holds on the way (at most 10 MB). */
const MESSAGES = 700;
/** How many are sent at once. */
const AT_ONCE = 5;

/** A client that speaks the protocol by hand, because the official one can't be told to stop reading. */
class SlowReader {
  readonly packets: string[] = [];
  private closed = false;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const packet = String(data);
      this.packets.push(packet);
      if (packet === '2') socket.send('3');
    });
    socket.on('close', () => (this.closed = true));
  }

  static async connect(person: Person): Promise<SlowReader> {
    const url = `${person.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const reader = new SlowReader(socket);
    await new Promise((done, fail) => socket.once('open', done).once('error', fail));
    socket.send(`40${JSON.stringify({ token: person.token })}`);
    await reader.until(() => reader.packets.some((it) => it.startsWith('40')));
    return reader;
  }

  stopReading(): void {
    this.socket.pause();
  }

  readAgain(): void {
    this.socket.resume();
  }

  /** How many events of this name it has read. */
  count(event: string): number {
    return this.packets.filter((it) => it.startsWith(`42["${event}"`)).length;
  }

  /** Resolves when the server has said that this is the end, one way or the other. */
  async end(): Promise<void> {
    await this.until(() => this.closed || this.packets.includes('41'));
    this.socket.terminate();
  }

  private async until(condition: () => boolean): Promise<void> {
    await expect.poll(condition, { timeout: 30_000 }).toBe(true);
  }
}

test('a client that does not read is dropped, is told so when it reads again, and holds up nobody', async ({
  deskbell,
  desk,
  listen,
}) => {
  test.setTimeout(180_000);
  const { person: ben } = await desk.hire('Ben');
  const { conversation_id } = await (await desk.visitor()).say('Hello');
  const slow = await SlowReader.connect(ben);
  const ada = await listen.member(desk.owner);
  const page = await listen.visitor(await desk.visitor());
  slow.stopReading();

  const path = `/conversations/${conversation_id}/messages`;
  let sent = 0;
  // The log only saves time: where it says nothing, all of them are sent.
  for (; sent < MESSAGES && !deskbell.log.includes('reads too slowly'); sent += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => desk.owner.call('POST', path, { content: LONG })),
    );
  }
  await desk.owner.call('POST', path, { content: 'The last one' });
  // All of it has come to everybody else while one of them has not read a single one.
  await ada.next('new_message', { content: 'The last one' });
  expect(ada.all('new_message')).toHaveLength(sent + 1);
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await page.next('online', { online: true });
  expect(ada.ended).toBeNull();
  expect(slow.count('new_message')).toBe(0);

  slow.readAgain();
  await slow.end();
  expect(slow.count('new_message')).toBeGreaterThan(0);
  expect(slow.packets.join()).not.toContain('The last one');
});
