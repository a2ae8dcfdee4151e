import assert from "node:assert/strict";
import { test } from "node:test";
import { firstName, initials, tone } from "../src/panel/names.ts";

test("first name and initials", () => {
  for (const [name, first, letters] of [
    ["Ada Lindgren", "Ada", "AL"],
    ["  Ben   van  Okafor ", "Ben", "BO"],
    ["Cyd", "Cyd", "C"],
    ["élodie ångström", "élodie", "ÉÅ"],
    ["𝒜da Lin", "𝒜da", "𝒜L"],
    ["", "", ""],
  ] as const) {
    assert.equal(firstName(name), first);
    assert.equal(initials(name), letters);
  }
});

test("a name has one of eight tones, always the same, and names spread over them", () => {
  const tones = Array.from({ length: 400 }, (_, at) => tone(`Person ${at}`));
  assert.deepEqual([...new Set(tones)].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(tone("Ada Lindgren"), tone("Ada Lindgren"));
});
