// The order of functions in a wasm and in its glue: what it does stays, what is alike comes together.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import binaryen from "binaryen";
import { partsOf } from "../../pkg-template/scripts/named.mjs";
import { orderFunctions, withFunctionsOrdered } from "../../pkg-template/scripts/order.mjs";

/** @param {string[]} steps */
const computed = (steps) =>
  steps.reduce((value, step) => `(${step} ${value} (i32.const 7))`, "(local.get 0)");
const sums = ["i32.add", "i32.sub", "i32.mul", "i32.xor"];
const shifts = ["i32.shl", "i32.shr_u", "i32.rotl", "i32.rotr"];

const MODULE = `(module
  (import "host" "seen" (func $seen (param i32)))
  (func $sums (export "sums") (param i32) (result i32)
    ${computed([...sums, ...sums, ...sums])})
  (func $shifts (export "shifts") (param i32) (result i32) (local f64 i32)
    (local.set 2 ${computed([...shifts, ...shifts])})
    (call $seen (local.get 2))
    (call $sums (local.get 2)))
  (func $moreSums (export "moreSums") (param i32) (result i32)
    ${computed([...sums, ...sums])})
  (func $moreShifts (export "moreShifts") (param i32) (result i32)
    ${computed([...shifts])}))`;

test("functions that are alike follow each other, and do what they did", async (t) => {
  const dir = mkdtempSync(join(tmpdir(), "order-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const file = join(dir, "module.wasm");
  binaryen.setDebugInfo(true);
  const before = binaryen.parseText(MODULE).emitBinary();
  writeFileSync(file, before);
  await orderFunctions(file);
  const after = readFileSync(file);

  assert.deepEqual(namesIn(before), ["sums", "shifts", "moreSums", "moreShifts"]);
  assert.deepEqual(namesIn(after), ["sums", "moreSums", "moreShifts", "shifts"]);
  assert.equal(after.length, before.length);
  assert.deepEqual(answersOf(after), answersOf(before));
});

test("a module's functions that are alike follow each other, before all else", async () => {
  const source = `import { join } from "node:path";
const seen = [];
function path(...parts) { for (const part of parts) seen.push(part); return join(...parts); }
function sum(a, b) { return a * 3 + b * 5 - a * 7; }
export function reversed(...parts) { for (const part of parts) seen.push(part); return join(...parts.reverse()); }
export const answers = [sum(1, 2), path("a", "b"), more(2, 3), reversed("a", "b"), seen];
function more(a, b) { return a * 3 + b * 5 - a * 9; }`;
  const ordered = await withFunctionsOrdered(source);
  assert.deepEqual(
    [...ordered.matchAll(/function (\w+)/g)].map(([, name]) => name),
    ["path", "sum", "more", "reversed"],
  );
  const [before, after] = await Promise.all(
    [source, ordered].map((text) => import(`data:text/javascript,${encodeURIComponent(text)}`)),
  );
  assert.deepEqual(after.answers, before.answers);
  assert.equal(after.reversed("c", "d"), before.reversed("c", "d"));
});

/** @param {Uint8Array} wasm */
const namesIn = (wasm) => partsOf(wasm).functions.map(({ name }) => name);

/** @param {Uint8Array} wasm */
function answersOf(wasm) {
  /** @type {unknown[]} */
  const answers = [];
  const host = { seen: (/** @type {number} */ value) => answers.push(value) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(wasm)), { host });
  for (const name of ["sums", "shifts", "moreSums", "moreShifts"]) {
    const question = /** @type {(value: number) => number} */ (exports[name]);
    answers.push(question(12_345));
  }
  return answers;
}
