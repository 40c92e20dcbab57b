// The text that the wasm is inlined as.
import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "../../pkg-template/decode.js";
import { encode } from "../../pkg-template/scripts/inline.mjs";

/** @param {Uint8Array} bytes */
function roundTrip(bytes) {
  const { runs, text } = encode(bytes);
  assert.match(text, /^[ -~]*$/);
  assert.doesNotMatch(text, /["$'<\\`]/);
  assert.deepEqual(decode(runs, text), bytes);
  return text;
}

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test("every byte comes back, and no bytes at all", () => {
  roundTrip(everyByte);
  roundTrip(new Uint8Array());
});

test("every pair of bytes comes back", () => {
  roundTrip(Uint8Array.from([...everyByte].flatMap((a) => [...everyByte].flatMap((b) => [a, b]))));
});

test("each byte value comes back where it is the most frequent", () => {
  for (const byte of everyByte) {
    const text = roundTrip(Uint8Array.from([...new Array(9).fill(byte), ...everyByte]));
    assert.equal(new Set(text.slice(0, 9)).size, 1, `byte ${byte} is one character`);
  }
});
