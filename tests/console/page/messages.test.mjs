/** Both languages: the same keys (the types see to it), the same values in each text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./helpers/load.mjs";

const { en } = await load("messages/en.ts");
const { ptBR } = await load("messages/pt-BR.ts");

/** @type {(messages: any, path?: string) => [string, string][]} */
const texts = (messages, path = "") =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : texts(value, `${path}${key}.`),
  );

/** The names of the values that a text shows: they begin with a small letter. */
const values = (/** @type {string} */ text) =>
  [...new Set([...text.matchAll(/[{<]([a-z]\w*)[},>]/gu)].map(([, name]) => name))].sort();

test("each text shows the same values in both languages", () => {
  const portuguese = new Map(texts(ptBR));
  const english = texts(en);
  assert.ok(english.length > 200);
  for (const [key, text] of english) {
    assert.deepEqual(values(portuguese.get(key) ?? ""), values(text), key);
  }
});
