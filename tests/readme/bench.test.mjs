// The README's numbers on size and speed are those of the benchmarks, and those are of this package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";
import { PROGRAMS, bundled } from "../bench/cases/programs.mjs";
import { OURS } from "../bench/clients/index.mjs";
import { section } from "../bench/readme.mjs";
import { markedPart } from "../support/marked.mjs";

/** How far the package's bytes may be from those of the benchmarked one. */
const TOLERANCE = 0.03;

/** @type {import("../bench/table.mjs").Results} */
const results = JSON.parse(
  readFileSync(new URL("../bench/results/results.json", import.meta.url), "utf8"),
);

test("the README's table is the one that the results give", () => {
  assert.equal(markedPart("size-and-speed"), section(results));
});

test("the results are of a package as large as this one", async () => {
  const program = PROGRAMS.find(({ name }) => name === OURS);
  assert.ok(program);
  const now = brotliCompressSync(await bundled(program)).length;
  const measured = results.bytes?.find(({ name }) => name === OURS)?.brotli ?? NaN;
  assert.ok(
    Math.abs(measured - now) <= TOLERANCE * now,
    `the results are of ${measured} bytes and the package has ${now}: "npm run bench" measures again`,
  );
});
