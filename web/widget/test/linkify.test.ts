import assert from "node:assert/strict";
import { test } from "node:test";
import { linkify } from "../src/panel/linkify.ts";

const links = (text: string): (string | undefined)[] =>
  linkify(text)
    .filter((part) => part.href)
    .map((part) => part.href);

test("an address in a sentence becomes a link without the sentence's signs", () => {
  assert.deepEqual(linkify("See https://shop.example/a?b=1&c=2. Thanks"), [
    { text: "See " },
    { text: "https://shop.example/a?b=1&c=2", href: "https://shop.example/a?b=1&c=2" },
    { text: ". Thanks" },
  ]);
});

for (const [text, href] of [
  ["(https://shop.example/a)", "https://shop.example/a"],
  ["https://wiki.example/Bell_(instrument)", "https://wiki.example/Bell_(instrument)"],
  ["HTTP://SHOP.EXAMPLE/Path!?", "http://shop.example/Path"],
  ["https://shop.example/a,b", "https://shop.example/a,b"],
  ["“https://shop.example”", "https://shop.example/"],
] as const) {
  test(`link in ${text}`, () => assert.deepEqual(links(text), [href]));
}

test("other schemes, half addresses and markup stay text", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://shop.example",
    "https://",
    "www.shop.example",
    "<a href='x'>y</a>",
    "xhttps://shop.example",
  ]) {
    assert.deepEqual(linkify(text), [{ text }], text);
  }
});

test("nothing of the text is lost or changed", () => {
  const text = "a https://x.example/1, b <i>https://y.example/2</i>\nc https://z.example.";
  assert.equal(
    linkify(text)
      .map((part) => part.text)
      .join(""),
    text,
  );
  assert.deepEqual(linkify(""), []);
});
