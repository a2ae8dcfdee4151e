import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Settings of the server, as `DESKBELL_*` variables. */
export type Settings = Record<string, string>;

/** Milliseconds for starting and for stopping; a started server answers in a fraction of it, also on a busy machine. */
const PATIENCE = 20_000;

const PROGRAM = process.env.DESKBELL_BIN ?? resolve(import.meta.dirname, '../../../target/debug/deskbell');

const newFolder = () => mkdtemp(join(tmpdir(), 'deskbell-e2e-'));

/** Runs the program to its end; answers what it printed. */
async function run(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(PROGRAM, words);
  return stdout;
}

/** A Deskbell with a data folder of its own on a free port. */
export class Server {
  /** Everything that it wrote, for the report of a failed test. */
  log = '';

  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly child: ChildProcess,
    private readonly settings: Settings,
  ) {}

  /** Starts one that knows nobody. */
  static async start(settings: Settings = {}): Promise<Server> {
    return Server.serve(await newFolder(), settings);
  }

  /** Plays a later day, so far ahead as `32d` says, on a copy of this one's folder; this one goes on. */
  async rehearse(ahead: string): Promise<Server> {
    const data = await newFolder();
    await run('rehearse', '--from', this.data, '--data', data);
    return Server.serve(data, this.settings, '--rehearsal', '--now-offset', ahead);
  }

  /** Starts one in a folder, which goes with it; resolves when it says where it listens. */
  private static async serve(data: string, settings: Settings, ...flags: string[]): Promise<Server> {
    const child = spawn(PROGRAM, ['serve', ...flags, '--data', data, '--listen', '127.0.0.1:0'], {
      env: { PATH: process.env.PATH, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let early = '';
    const collect = (chunk: Buffer) => (early += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    try {
      const url = await address(child, () => early);
      const server = new Server(url, data, child, settings);
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

  /** Does what whoever runs the server types beside it: `admin platform grant …`; answers what was printed. */
  command(...words: string[]): Promise<string> {
    return run(...words, '--data', this.data);
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
