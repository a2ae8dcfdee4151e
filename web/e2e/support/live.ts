import { test as base, expect } from '@playwright/test';
import { Listener, type AsMember, type How } from './listener';
import { Desk, Person, type Json, type Visitor } from './people';
import { Server, type Settings } from './server';
import type { Side } from './documented';

/** Opens connections that are closed, and held against the documentation, when the test ends. */
export interface Listen {
  member: (person: Person, how?: AsMember) => Promise<Listener>;
  visitor: (visitor: Visitor, how?: How) => Promise<Listener>;
  /** With any handshake; fails with the code of the refusal. */
  with: (side: Side, auth: Json, how?: How) => Promise<Listener>;
}

interface Fixtures {
  settings: Settings;
  /** This test's own server. */
  deskbell: Server;
  /** Ada's workspace on that server. */
  desk: Desk;
  listen: Listen;
}

/** Every test of live events starts from this `test`; none of them opens a browser. */
export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],

  deskbell: async ({ settings }, use, testInfo) => {
    const server = await Server.start(settings);
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server log', { body: server.log, contentType: 'text/plain' });
    }
    await server.stop();
  },

  desk: async ({ deskbell }, use) => {
    await use(await Desk.open(deskbell));
  },

  listen: async ({ deskbell }, use) => {
    const opened: Listener[] = [];
    const keep = async (connecting: Promise<Listener>) => {
      const listener = await connecting;
      opened.push(listener);
      return listener;
    };
    await use({
      member: (person, how) => keep(Listener.member(person, how)),
      visitor: (visitor, how) => keep(Listener.visitor(visitor, how)),
      with: (side, auth, how) => keep(Listener.connect(deskbell, side, auth, how)),
    });
    for (const listener of opened) listener.close();
    const faults = opened.flatMap((listener) => listener.faults());
    expect(faults, 'events that are not as documented').toEqual([]);
  },
});

export { expect };
