import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, parseColour, theme } from "../src/theme.ts";

const ratio = (one: string, other: string): number => contrast(parseColour(one)!, parseColour(other)!);

test("the contrast of black and white is 21", () => {
  assert.equal(Math.round(ratio("#000", "#ffffff") * 100) / 100, 21);
});

test("a colour is #rgb or #rrggbb and nothing else", () => {
  assert.deepEqual(parseColour(" #Fa0 "), [255, 170, 0]);
  for (const bad of [null, undefined, "", "red", "#12345", "#1234567", "#fff;}*{display:none", "url(x)"]) {
    assert.equal(parseColour(bad), null, `${bad}`);
  }
});

test("without a colour of its own the widget has the house pair", () => {
  for (const none of [null, "", "tomato"]) {
    const { fill, accent, on } = theme(none);
    assert.deepEqual([fill, accent, on], ["#241f17", "#e3b860", "#ffffff"]);
  }
});

test("text, second line and icons can be read on any colour", () => {
  const steps = [0, 51, 102, 153, 204, 255];
  for (const r of steps)
    for (const g of steps)
      for (const b of steps) {
        const primary = `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
        const { fill, on, quiet, accent } = theme(primary);
        assert.equal(fill, primary);
        // No text reaches 4.5 on every grey in the middle; the better of ours never falls below this.
        assert.ok(ratio(on, fill) >= 4, `${primary}: text ${ratio(on, fill)}`);
        assert.ok(ratio(quiet, fill) >= Math.min(4.5, ratio(on, fill)), `${primary}: second line`);
        assert.ok(ratio(accent, fill) >= 3, `${primary}: icons ${ratio(accent, fill)}`);
      }
});
