import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { faults, type Payload, type Side } from './documented';
import type { Json, Person, Visitor } from './people';
import type { Server } from './server';

export interface Heard {
  event: string;
  payload: Payload & Json;
}

/** Milliseconds until a test gives up on what should take a fraction of one: a bound on failure, never a measure. */
const PATIENCE = 20_000;

/** The code of the refusal, or that there was none. */
export function refusal(connecting: Promise<Listener>): Promise<string> {
  return connecting.then(
    () => 'no refusal: it was let in',
    (error: Error) => error.message,
  );
}

export interface How {
  transports?: ('websocket' | 'polling')[];
  headers?: Record<string, string>;
  /** The address of something that stands between. */
  through?: string;
}

/** Where, and after which event. */
export interface AsMember extends How {
  workspace?: string;
  after?: number;
}

/**
 * The official client, connected. Everything it hears is kept in order and held against the documentation, so a test of
 * anything at all fails where an event says more or less than it should.
 */
export class Listener {
  readonly heard: Heard[] = [];
  /** Why the connection ended, in the client's words; null while it stands. */
  ended: string | null = null;
  private taken = 0;
  private readonly wrong: string[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly side: Side,
    readonly socket: Socket,
  ) {
    socket.onAny((event: string, payload: Payload = {}) => {
      this.heard.push({ event, payload });
      this.wrong.push(...faults(side, event, payload));
      this.wake();
    });
    socket.on('disconnect', (reason) => {
      this.ended = reason;
      this.wake();
    });
  }

  /** Connects, or fails with the code of the refusal. */
  static async connect(server: Server, side: Side, auth: Json, how: How = {}): Promise<Listener> {
    const socket = io(how.through ?? server.url, {
      auth,
      transports: how.transports ?? ['websocket'],
      ...(how.headers && { extraHeaders: how.headers }),
      forceNew: true,
      reconnection: false,
      timeout: PATIENCE,
    });
    const listener = new Listener(side, socket);
    const refused = new Promise<never>((_, fail) => socket.once('connect_error', fail));
    try {
      await Promise.race([new Promise<void>((done) => socket.once('connect', done)), refused]);
    } catch (error) {
      socket.disconnect();
      throw error;
    }
    return listener;
  }

  static member(person: Person, how: AsMember = {}): Promise<Listener> {
    const auth = {
      token: person.token,
      ...(how.workspace !== undefined && { business_id: how.workspace }),
      ...(how.after !== undefined && { after: how.after }),
    };
    return Listener.connect(person.server, 'member', auth, how);
  }

  static visitor(visitor: Visitor, how: How = {}): Promise<Listener> {
    return Listener.connect(visitor.server, 'visitor', { visitor: visitor.token }, how);
  }

  /** The next event of this name that fits; what came before it is passed over. */
  async next(event: string, fits: Payload = {}): Promise<Payload & Json> {
    const same = (it: Heard) =>
      it.event === event && Object.entries(fits).every(([key, value]) => it.payload[key] === value);
    const at = () => this.heard.findIndex((it, index) => index >= this.taken && same(it));
    await this.until(() => at() >= 0, `${event} ${JSON.stringify(fits)}`);
    const found = at();
    this.taken = found + 1;
    return this.heard[found]!.payload;
  }

  /** The events of one name so far. */
  all(event: string): (Payload & Json)[] {
    return this.heard.filter((it) => it.event === event).map((it) => it.payload);
  }

  /** Everything that was heard so far, as text: for what must not occur in it anywhere. */
  everything(): string {
    return JSON.stringify(this.heard);
  }

  /** Resolves when the connection has ended, with the client's word for why. */
  async end(): Promise<string> {
    await this.until(() => this.ended !== null, 'the end of the connection');
    return this.ended!;
  }

  /** Sends, and returns what the server acknowledges with. */
  emit(event: string, payload: unknown): Promise<Json> {
    return this.socket.timeout(PATIENCE).emitWithAck(event, payload);
  }

  /** Sends what is not acknowledged. */
  say(event: string, payload: unknown): void {
    this.socket.emit(event, payload);
  }

  async join(conversation: string): Promise<void> {
    const answer = await this.emit('join_conversation', { conversation_id: conversation });
    if (answer?.ok !== true) throw new Error(`join_conversation: ${JSON.stringify(answer)}`);
  }

  /** What was heard against the documentation. */
  faults(): string[] {
    return this.wrong;
  }

  close(): void {
    this.socket.disconnect();
  }

  /** The name of the transport in use. */
  transport(): string {
    return this.socket.io.engine.transport.name;
  }

  /** Resolves when the client has moved to WebSocket. */
  async upgraded(): Promise<void> {
    if (this.transport() === 'websocket') return;
    const signal = AbortSignal.timeout(PATIENCE);
    await once(this.socket.io.engine as unknown as NodeJS.EventEmitter, 'upgrade', { signal });
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }

  private until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((done, fail) => {
      const look = () => {
        const lost = this.ended !== null && !condition();
        if (!lost && !condition()) return;
        clearTimeout(late);
        this.waiting.delete(look);
        if (lost)
          fail(new Error(`${what} did not come: the connection ended (${this.ended})\n${this.story()}`));
        else done();
      };
      const late = setTimeout(() => {
        this.waiting.delete(look);
        fail(new Error(`${what} did not come\n${this.story()}`));
      }, PATIENCE);
      this.waiting.add(look);
      look();
    });
  }

  private story(): string {
    return this.heard.map(({ event, payload }) => `  ${event} ${JSON.stringify(payload)}`).join('\n');
  }
}
