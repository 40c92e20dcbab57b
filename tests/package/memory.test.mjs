// How much memory the wasm takes, in a process that has done nothing else. What is measured is the
// wasm's own memory, as its instance exports it: WebAssembly.Memory's byteLength, which never shrinks.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { watched } from "./helpers/memory.mjs";
import { ACCESS_TOKEN, everyCall, success } from "./helpers/stubbed.mjs";

const KIB = 1024;
const MOST_AT_FIRST = 512 * KIB;
const MOST_UNDER_LOAD = 8 * 1024 * KIB;
const ROUNDS = 20;
const AT_ONCE = 1000;

const { ReporteiCustomers, wasm } = await watched(() => imported("reportei-customers"));
const atFirst = wasm.memory.buffer.byteLength;

test("the wasm takes at most 512 KiB once it is loaded", (context) => {
  context.diagnostic(`${atFirst / KIB} KiB`);
  assert.ok(atFirst <= MOST_AT_FIRST, `${atFirst / KIB} KiB`);
});

test("20 times 1,000 calls at once take at most 8 MiB, and no more the last time than the first", async (context) => {
  const calls = everyCall(new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success }));
  const sizes = [];
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => calls[turn % calls.length]?.()));
    sizes.push(wasm.memory.buffer.byteLength);
  }
  const [first = 0, last = 0] = [sizes[0], sizes.at(-1)];
  context.diagnostic(`${first / KIB} KiB after the first thousand, ${last / KIB} KiB in the end`);
  assert.ok(last <= MOST_UNDER_LOAD, `${last / KIB} KiB`);
  assert.equal(last, first);
});
