import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Settings of the server, as `DESKBELL_*` variables. */
export type Settings = Record<string, string>;

/** Milliseconds for starting and for stopping; a started server answers in a fraction of it, also on a busy machine. */
const PATIENCE = 20_000;

/** A Deskbell with an empty data folder on a free port. */
export class Server {
  /** Everything that it wrote, for the report of a failed test. */
  log = '';

  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts one; resolves when it says where it listens. */
  static async start(settings: Settings = {}): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'deskbell-e2e-'));
    const program =
      process.env.DESKBELL_BIN ?? resolve(import.meta.dirname, '../../../target/debug/deskbell');
    const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
      env: { PATH: process.env.PATH, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let early = '';
    const collect = (chunk: Buffer) => (early += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    try {
      const url = await address(child, () => early);
      const server = new Server(url, data, child);
      server.log = early;
      for (const stream of [child.stdout, child.stderr]) {
        stream.off('data', collect);
        stream.on('data', (chunk: Buffer) => (server.log += chunk.toString()));
      }
      return server;
    } catch (error) {
      child.kill('SIGKILL');
      await rm(data, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends it as a service manager would, and removes its data. A server that does not end is a fault. */
  async stop(): Promise<void> {
    const ended = this.child.exitCode === null ? once(this.child, 'exit') : Promise.resolve();
    this.child.kill('SIGTERM');
    const stuck = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE);
    await ended;
    clearTimeout(stuck);
    await rm(this.data, { recursive: true, force: true });
    if (this.child.signalCode === 'SIGKILL') throw new Error('the server did not end when it was asked to');
  }
}

/** The address that the server prints once it listens. */
function address(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the server printed no address:\n${log()}`)), PATIENCE);
    const look = () => {
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(log());
      if (!found) return;
      clearTimeout(late);
      done(found[0]);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}:\n${log()}`)));
  });
}
