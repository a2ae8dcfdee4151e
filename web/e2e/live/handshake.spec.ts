import { refusal, type How } from '../support/listener';
import { ask, Desk, PASSWORD, Person } from '../support/people';
import type { Server } from '../support/server';
import { expect, test } from '../support/live';

const TRANSPORTS = ['websocket', 'polling'] as const;

/** A session held in a cookie, as the dashboard's own pages get it. */
async function cookieOf(server: Server, person: Person): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: person.email, password: PASSWORD, session: 'cookie' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  expect(cookie).toContain('deskbell_session=');
  return cookie!;
}

for (const transport of TRANSPORTS) {
  const over = (headers?: Record<string, string>): How => ({
    transports: [transport],
    ...(headers && { headers }),
  });

  test.describe(`over ${transport}`, () => {
    test('nobody is refused: no auth, a public id alone, a token that never was', async ({
      desk,
      listen,
    }) => {
      const strangers = [
        {},
        { business_id: desk.id },
        { token: '' },
        { token: 'db_wrong' },
        { token: null, business_id: desk.id },
        { visitor: 'dv_wrong' },
      ];
      for (const auth of strangers) {
        const refused = listen.with('member', auth, over());
        expect(await refusal(refused), JSON.stringify(auth)).toBe('unauthenticated');
      }
    });

    test('a token of one kind does not pass for the other', async ({ desk, listen }) => {
      const visitor = await desk.visitor();
      for (const auth of [{ token: visitor.token }, { visitor: desk.owner.token }]) {
        expect(await refusal(listen.with('member', auth, over()))).toBe('unauthenticated');
      }
    });

    test('a member connects with a token, and may name the workspace', async ({ desk, listen }) => {
      const plain = await listen.member(desk.owner, over());
      const named = await listen.member(desk.owner, { ...over(), workspace: desk.id });
      await desk.owner.call('PATCH', '/team/status', { status: 'live' });
      for (const listener of [plain, named]) {
        await listener.next('agent_status_changed', { agent_id: desk.owner.id, status: 'live' });
      }
    });

    test("another workspace's id is refused, and is no fallback to one's own", async ({
      deskbell,
      desk,
      listen,
    }) => {
      const other = await Desk.open(deskbell, 'Zoe', 'other.example');
      for (const workspace of [other.id, 'nonsense', '']) {
        const refused = listen.member(desk.owner, { ...over(), workspace });
        expect(await refusal(refused), workspace).toBe('not_found');
      }
    });

    test("the dashboard's cookie works from the public address and from no other", async ({
      deskbell,
      desk,
      listen,
    }) => {
      const cookie = await cookieOf(deskbell, desk.owner);
      const { port } = new URL(deskbell.url);
      const foreign = ['https://evil.example', `http://localhost:${port}`, 'http://127.0.0.1:1', 'null'];
      for (const origin of foreign) {
        const refused = listen.with('member', {}, over({ cookie, origin }));
        expect(await refusal(refused), origin).toBe('unauthenticated');
      }
      expect(await refusal(listen.with('member', {}, over({ cookie }))), 'no Origin').toBe('unauthenticated');
      // A page that polls the server it came from names no Origin, and the Referer says which page it is.
      await listen.with('member', {}, over({ cookie, referer: `${deskbell.url}/settings` }));
      for (const referer of [...foreign, `${deskbell.url}.evil.example/`]) {
        const refused = listen.with('member', {}, over({ cookie, referer }));
        expect(await refusal(refused), referer).toBe('unauthenticated');
      }
      const both = { cookie, origin: 'https://evil.example', referer: deskbell.url };
      expect(await refusal(listen.with('member', {}, over(both))), 'Origin first').toBe('unauthenticated');
      const own = await listen.with('member', {}, over({ cookie, origin: deskbell.url }));
      await desk.owner.call('PATCH', '/team/status', { status: 'away' });
      await own.next('agent_status_changed', { status: 'away' });
    });

    test('a cookie does not help a wrong token', async ({ deskbell, desk, listen }) => {
      const cookie = await cookieOf(deskbell, desk.owner);
      const how = over({ cookie, origin: deskbell.url });
      expect(await refusal(listen.with('member', { token: 'db_wrong' }, how))).toBe('unauthenticated');
    });

    test("a visitor connects from the widget's pages and from no other", async ({
      deskbell,
      desk,
      listen,
    }) => {
      const visitor = await desk.visitor();
      const foreign = [
        'https://evil.example',
        'https://shop.example.evil.example',
        'http://localhost',
        'null',
      ];
      for (const origin of foreign) {
        expect(await refusal(listen.visitor(visitor, over({ origin }))), origin).toBe('origin_refused');
      }
      for (const origin of ['https://shop.example', 'http://www.shop.example:8080', deskbell.url]) {
        await listen.visitor(visitor, over({ origin }));
      }
    });

    test('a visitor of a widget that was switched off is refused', async ({ desk, listen }) => {
      const visitor = await desk.visitor();
      const [channel] = await desk.owner.call('GET', '/channels');
      await desk.owner.call('PATCH', `/channels/${channel.id}`, { is_active: false });
      expect(await refusal(listen.visitor(visitor, over()))).toBe('unauthenticated');
    });

    test('an account without a workspace connects, and hears that it was invited', async ({
      deskbell,
      desk,
      listen,
    }) => {
      const ben = await Person.register(deskbell, 'Ben');
      const waiting = await listen.member(ben, over());
      await desk.invite(ben);
      const joined = await waiting.next('you_joined');
      expect(joined).toEqual({ workspace_id: desk.id, name: 'Desk of Ada Example' });
      expect(waiting.heard.map(({ event }) => event)).toEqual(['you_joined']);
    });
  });
}

test('a client that starts with polling moves to WebSocket and loses nothing', async ({ desk, listen }) => {
  const listener = await listen.member(desk.owner, { transports: ['polling', 'websocket'] });
  await listener.upgraded();
  expect(listener.transport()).toBe('websocket');
  await desk.owner.call('PATCH', '/team/status', { status: 'live' });
  await listener.next('agent_status_changed', { status: 'live' });
});

test('a malformed handshake is refused in words of the API', async ({ deskbell, listen }) => {
  for (const auth of [{ token: 7 }, { visitor: {} }, ['token'], { business_id: 7 }]) {
    expect(await refusal(listen.with('member', auth)), JSON.stringify(auth)).toBe('unauthenticated');
  }
  expect((await ask(deskbell, 'GET', '/auth/me')).status).toBe(401);
});
