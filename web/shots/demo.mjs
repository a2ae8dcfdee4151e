import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Milliseconds until a demo has to be there, also on a busy machine. */
const PATIENCE = 60_000;

/** What `deskbell demo` prints: where it is, its widget, and who can sign in. Undefined while it has not printed all. */
function read(text) {
  const url = /desk\s+(http\S+)/.exec(text)?.[1];
  const widget = /widget=(\S+)/.exec(text)?.[1];
  const people = [...text.matchAll(/^ {2}(\S+) \S+ +(\w+) +\w+ +(\S+@\S+) +(\S+)$/gm)].map(
    ([, name, role, email, password]) => ({ name, role, email, password }),
  );
  return url && widget && people.length >= 3 ? { url, widget, people } : undefined;
}

/** A demo that runs already, by what it printed. */
export async function running(log) {
  const demo = read(await readFile(log, 'utf8'));
  if (!demo) throw new Error(`${log} is not what a demo prints`);
  return { ...demo, stop: async () => undefined };
}

/** Starts a demo on a free port and in a fresh folder. */
export async function start() {
  const program = process.env.DESKBELL_BIN ?? resolve(import.meta.dirname, '../../target/debug/deskbell');
  const data = await mkdtemp(join(tmpdir(), 'deskbell-shots-'));
  const child = spawn(program, ['demo', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  let text = '';
  const printed = new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no demo came up:\n${text}`)), PATIENCE);
    const look = (chunk) => {
      text += chunk;
      const demo = read(text);
      if (!demo) return;
      clearTimeout(late);
      done(demo);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the demo ended with ${code}:\n${text}`)));
  });
  try {
    return { ...(await printed), program, data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
