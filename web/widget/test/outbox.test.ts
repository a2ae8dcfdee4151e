import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Memory, type Unsent } from "../src/memory.ts";
import { Problem } from "../src/panel/api.ts";
import { Outbox } from "../src/panel/outbox.ts";

const stored = new Map<string, string>();
let answers: (Problem | null)[];
let sent: string[];

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

function outbox(): Outbox {
  const send = async (it: Unsent): Promise<void> => {
    sent.push(`${it.content} ${it.key}`);
    const problem = answers.shift();
    if (problem) throw problem;
  };
  return new Outbox(new Memory("w"), send, () => undefined);
}

beforeEach(() => {
  stored.clear();
  [answers, sent] = [[], []];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  Object.defineProperty(globalThis, "localStorage", {
    value: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
    configurable: true,
  });
});

test("messages leave in order and are forgotten once they are confirmed", async () => {
  const box = outbox();
  for (const text of ["one", "two", "three"]) box.add(text);
  assert.equal(new Memory("w").unsent().length, 3, "kept before they are sent");
  await settled();
  assert.deepEqual(
    sent.map((it) => it.split(" ")[0]),
    ["one", "two", "three"],
  );
  assert.deepEqual(box.list, []);
  assert.deepEqual(new Memory("w").unsent(), []);
});

test("without a connection all wait, and go out later under the same key", async () => {
  answers = [new Problem(0), null, null];
  const box = outbox();
  box.add("one");
  box.add("two");
  await settled();
  assert.deepEqual(
    box.list.map((it) => [it.content, box.delivery(it)]),
    [
      ["one", "late"],
      ["two", "sending"],
    ],
  );
  mock.timers.tick(2_000);
  await settled();
  assert.deepEqual(box.list, []);
  assert.equal(sent.length, 3);
  assert.equal(sent[0], sent[1], "the same words under the same key");
});

test("a pause that the server names is kept", async () => {
  answers = [new Problem(429, {}, 30_000), null];
  const box = outbox();
  box.add("one");
  await settled();
  mock.timers.tick(29_999);
  await settled();
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  await settled();
  assert.equal(sent.length, 2);
});

test("pauses grow, up to a minute", async () => {
  answers = Array.from({ length: 8 }, () => new Problem(503));
  const box = outbox();
  box.add("one");
  await settled();
  for (const pause of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    const before = sent.length;
    mock.timers.tick(pause - 1);
    await settled();
    assert.equal(sent.length, before, `too early after ${pause}`);
    mock.timers.tick(1);
    await settled();
    assert.equal(sent.length, before + 1);
  }
});

test("a refused message says why, lets the next one pass and is not tried by itself", async () => {
  answers = [new Problem(422, { detail: "Too long." }), null];
  const box = outbox();
  box.add("one");
  box.add("two");
  await settled();
  assert.deepEqual(
    box.list.map((it) => [it.content, it.refused, box.delivery(it)]),
    [["one", "Too long.", "refused"]],
  );
  await box.flush();
  assert.equal(sent.length, 2);
  box.retry(box.list[0]!.key);
  await settled();
  assert.equal(sent.length, 3);
  assert.deepEqual(box.list, []);
});

test("a discarded message is gone", async () => {
  answers = [new Problem(422)];
  const box = outbox();
  box.add("one");
  await settled();
  box.discard(box.list[0]!.key);
  assert.deepEqual(new Memory("w").unsent(), []);
});

test("another page takes over what is unsent", async () => {
  answers = [new Problem(0)];
  outbox().add("one");
  await settled();
  const next = outbox();
  assert.equal(next.list.length, 1);
  await next.flush();
  assert.equal(sent[0], sent[1]);
  assert.deepEqual(next.list, []);
});

test("after a day the key may be forgotten, so the visitor decides", async () => {
  answers = [new Problem(0)];
  const box = outbox();
  box.add("one");
  await settled();
  mock.timers.setTime(1_000_000 + 24 * 3600_000);
  await box.flush();
  assert.equal(sent.length, 1);
  assert.equal(box.delivery(box.list[0]!), "refused");
  box.retry(box.list[0]!.key);
  await settled();
  assert.equal(sent.length, 2);
});
