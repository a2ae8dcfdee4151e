import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Memory } from "../src/memory.ts";

let stored: Map<string, string>;
let blocked: boolean;

beforeEach(() => {
  stored = new Map();
  blocked = false;
  const storage = {
    getItem(key: string) {
      if (blocked) throw new Error("SecurityError");
      return stored.get(key) ?? null;
    },
    setItem(key: string, value: string) {
      if (blocked) throw new Error("QuotaExceededError");
      stored.set(key, value);
    },
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
});

test("what one page remembers, the next one finds, per widget", () => {
  new Memory("w").remember({ token: "t" });
  new Memory("w").remember({ waiting: true });
  assert.deepEqual(new Memory("w").record(), { token: "t", who: null, waiting: true, seen: null });
  assert.equal(new Memory("other").record().token, null);
});

test("blocked storage is replaced by the page's own memory", () => {
  blocked = true;
  const memory = new Memory("w");
  memory.remember({ token: "t" });
  memory.changeUnsent((list) => [...list, { key: "k", content: "hi", at: 1 }]);
  assert.equal(memory.record().token, "t");
  assert.equal(memory.unsent().length, 1);
  blocked = false;
  memory.remember({ seen: "m" });
  assert.equal(new Memory("w").record().token, "t", "and is written as soon as it can be");
});

test("a spoiled record counts as none", () => {
  for (const bad of ["", "{", "null", "7", '"x"', "[1]"]) {
    stored.set("deskbell:w", bad);
    stored.set("deskbell:w:unsent", bad);
    assert.deepEqual(new Memory("w").record(), { token: null, who: null, waiting: false, seen: null });
    assert.deepEqual(new Memory("w").unsent(), []);
  }
});

test("changes of two tabs to the unsent list add up", () => {
  const [one, other] = [new Memory("w"), new Memory("w")];
  one.changeUnsent((list) => [...list, { key: "a", content: "a", at: 1 }]);
  other.changeUnsent((list) => [...list, { key: "b", content: "b", at: 2 }]);
  one.changeUnsent((list) => list.filter((it) => it.key !== "a"));
  assert.deepEqual(
    other.unsent().map((it) => it.key),
    ["b"],
  );
});
