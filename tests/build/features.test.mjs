// The one byte that the build changes in what rustc wrote.
import assert from "node:assert/strict";
import test from "node:test";
import { withoutReferenceTypes } from "../../pkg-template/scripts/wasm.mjs";

/** @param {string} prefix Of the feature, in the section: "+" where it is used, "-" where it is not. */
const wasm = (prefix) =>
  Buffer.from(`\0asm…\x0ftarget_features\x02+\x0fmutable-globals${prefix}\x0freference-types`);

test("the section target_features says that reference types are not used, and nothing else changes", () => {
  assert.deepEqual(withoutReferenceTypes(wasm("+")), wasm("-"));
});

test("a wasm that does not name reference types ends the build with a sentence", () => {
  for (const other of [wasm("-"), Buffer.from("\0asm")]) {
    assert.throws(() => withoutReferenceTypes(other), /^Error: The wasm no longer says .+\.$/);
  }
});
