import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../src/contract.ts";
import { type Item, type Story, timeline } from "../src/panel/timeline.ts";

const NOW = new Date("2026-03-04T15:00:00Z");

function message(id: string, from: string | null, time: string, read = false): Message {
  return {
    id,
    content: `text ${id}`,
    sender_type: from === null ? "customer" : "agent",
    sender_name: from,
    created_at: `2026-${time}:00.000000Z`,
    read_at: read ? "2026-03-04T14:59:00.000000Z" : null,
  };
}

function story(messages: Message[], more: Partial<Story> = {}): Story {
  return {
    messages,
    events: [],
    unsent: [],
    status: "open",
    drawnAs: new Map(),
    team: "Harbour & Pine",
    ...more,
  };
}

/** A thread as lines: own messages with ">" and their foot, the team's with name and face where shown. */
const shown = (it: Item): string => {
  if (it.kind === "line") return `- ${it.text}`;
  if (it.kind === "mine") return `> ${it.text}${it.foot && ` [${it.foot}]`}`;
  return `${it.first ? `${it.who}: ` : ""}${it.text}${it.last ? " (face)" : ""}`;
};
const drawn = (it: Story): string[] => timeline(it, NOW).map(shown);

test("the thread of the picture", () => {
  const messages = [
    message("1", null, "03-04T14:00", true),
    message("2", "Ben Okafor", "03-04T14:02"),
    message("3", "Ada Lindgren", "03-04T14:06"),
    message("4", null, "03-04T14:08", true),
  ];
  const events = [{ after: "2", joined: "Ada Lindgren" }];
  assert.deepEqual(drawn(story(messages, { events })), [
    "> text 1",
    "Ben Okafor: text 2 (face)",
    "- Ada joined",
    "Ada Lindgren: text 3 (face)",
    "> text 4 [14:08 · Seen]",
  ]);
  // After a reload nobody remembers the event; the message itself says the same.
  assert.deepEqual(drawn(story(messages)), drawn(story(messages, { events })));
});

test("messages of one teammate share a name and a face", () => {
  const list = ["1", "2", "3"].map((id) => message(id, "Ben Okafor", `03-04T14:0${id}`));
  assert.deepEqual(drawn(story(list)), ["Ben Okafor: text 1", "text 2", "text 3 (face)"]);
});

test("nobody joins twice in a row, and the name of the workspace stands in for an unknown one", () => {
  const list = [
    message("1", "Ben Okafor", "03-04T14:00"),
    { ...message("2", "x", "03-04T14:01"), sender_name: null },
  ];
  const events = [
    { after: null, joined: "Ben Okafor" },
    { after: "1", joined: "Ben Okafor" },
    { after: "2", text: "You asked for a person." },
  ];
  assert.deepEqual(drawn(story(list, { events })), [
    "- Ben joined",
    "Ben Okafor: text 1 (face)",
    "Harbour & Pine: text 2 (face)",
    "- You asked for a person.",
  ]);
});

test("a line tells the day where it changes, and the time after an hour", () => {
  const list = [
    message("1", null, "02-27T09:05"),
    message("2", null, "03-03T09:05"),
    message("3", null, "03-03T10:04"),
    message("4", null, "03-04T11:05"),
    message("5", null, "03-04T12:05"),
  ];
  const lines = drawn(story(list)).filter((line) => line.startsWith("-"));
  assert.deepEqual(lines, ["- Friday 27 February, 9:05", "- Yesterday, 9:05", "- Today, 11:05", "- 12:05"]);
});

test("a day of another year names the year", () => {
  const old = { ...message("1", null, "03-04T09:05"), created_at: "2025-12-31T09:05:00.000000Z" };
  assert.match(drawn(story([old]))[0]!, /31 December 2025/);
});

test("what is unsent stands last and says so", () => {
  const it = { key: "k", content: "hi", at: NOW.getTime() };
  const unsent = [
    { it, delivery: "sending" as const },
    { it: { ...it, key: "l", tried: true }, delivery: "late" as const },
    { it: { ...it, key: "m", refused: "Too long." }, delivery: "refused" as const },
  ];
  assert.deepEqual(drawn(story([message("1", null, "03-04T14:00")], { unsent, status: "resolved" })), [
    "> text 1 [14:00]",
    "> hi [Sending…]",
    "> hi [Not sent yet]",
    "> hi [Not sent. Too long.]",
  ]);
});

test("a message keeps the key that it was first drawn under", () => {
  const drawnAs = new Map([["1", "k"]]);
  assert.equal(timeline(story([message("1", null, "03-04T14:00")], { drawnAs }), NOW)[0]!.key, "k");
});

test("keys are unique even where much happened after one message", () => {
  const events = [
    { after: "1", joined: "Ada Lindgren" },
    { after: "1", joined: "Ben Okafor" },
    { after: "1", joined: "Ada Lindgren" },
    { after: "1", text: "A new conversation" },
  ];
  const keys = timeline(
    story([message("1", "Ben Okafor", "03-01T14:00")], { events, status: "closed" }),
    NOW,
  ).map((it) => it.key);
  assert.equal(new Set(keys).size, keys.length);
});

test("an ended conversation says what writing does", () => {
  const list = [message("1", null, "03-04T14:00")];
  assert.match(drawn(story(list, { status: "resolved" })).at(-1)!, /Marked as resolved/);
  assert.match(drawn(story(list, { status: "closed" })).at(-1)!, /closed/);
  assert.deepEqual(drawn(story([], { status: null })), []);
});
