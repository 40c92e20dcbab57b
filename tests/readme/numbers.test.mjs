// The README's size of the package is the one that the tests allow.
import assert from "node:assert/strict";
import test from "node:test";
import { WAYS } from "../../pkg-template/scripts/sizes.mjs";
import { readme } from "./blocks.mjs";

test("the README says how large an import may be", () => {
  const [way] = WAYS;
  assert.equal(way?.entry, "index.js");
  const [, said] = /The default entry is at most ([\d,]+) bytes with brotli/.exec(readme()) ?? [];
  assert.equal(said, way.most?.toLocaleString("en"));
});
