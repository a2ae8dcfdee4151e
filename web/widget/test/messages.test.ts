import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../src/contract.ts";
import { markRead, merge, seenByTeam, unread } from "../src/panel/messages.ts";

const message = (id: string, sender_type: Message["sender_type"], minute: number, read = false): Message => ({
  id,
  content: id,
  sender_type,
  sender_name: null,
  created_at: `2026-03-01T09:${String(minute).padStart(2, "0")}:00.000000Z`,
  read_at: read ? "2026-03-01T10:00:00.000000Z" : null,
});
const ids = (list: Message[]): string[] => list.map((it) => it.id);

test("lists are merged by id, in the order of time, ids deciding a tie", () => {
  const known = [message("b", "customer", 1), message("d", "agent", 3)];
  const news = [message("d", "agent", 3), message("c", "agent", 2), message("a", "customer", 1)];
  assert.deepEqual(ids(merge(known, news)), ["a", "b", "c", "d"]);
});

test("what was read stays read", () => {
  const [read, unreadCopy] = [message("a", "agent", 1, true), message("a", "agent", 1)];
  assert.ok(merge([read], [unreadCopy])[0]!.read_at);
  assert.ok(merge([unreadCopy], [read])[0]!.read_at);
});

test("reading a message reads what the same side wrote before it", () => {
  const list = [message("a", "customer", 1), message("b", "agent", 2), message("c", "customer", 3)];
  const later = [...list, message("d", "customer", 4)];
  const marked = markRead(later, "c", "now");
  assert.deepEqual(
    marked.map((it) => it.read_at),
    ["now", null, "now", null],
  );
  assert.deepEqual(markRead(later, "unknown", "now"), later);
});

test("unread is what the team wrote, unread, after what any tab has shown", () => {
  const list = [
    message("a", "agent", 1),
    message("b", "customer", 2),
    message("c", "agent", 3, true),
    message("d", "agent", 4),
  ];
  assert.deepEqual(ids(unread(list, null)), ["a", "d"]);
  assert.deepEqual(ids(unread(list, "a")), ["d"]);
  assert.deepEqual(ids(unread(list, "d")), []);
  assert.deepEqual(ids(unread(list, "of another conversation")), ["a", "d"]);
});

test("what the team has looked at since it was written is seen", () => {
  const list = [message("a", "customer", 1), message("b", "agent", 2), message("c", "customer", 4)];
  const at = "2026-03-01T09:03:00.000000Z";
  assert.deepEqual(
    seenByTeam(list, at).map((it) => it.read_at),
    [at, null, null],
  );
  assert.ok(seenByTeam(list, null).every((it) => it.read_at === null));
});
