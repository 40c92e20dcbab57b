// What `npm run size` reads from a wasm that kept its names.
import assert from "node:assert/strict";
import test from "node:test";
import binaryen from "binaryen";
import { contentsOf, crateOf, summed } from "../../pkg-template/scripts/functions.mjs";

test("a function is counted in the crate that it was written in", () => {
  const table = {
    "reportei_customers::js::call::Call::repeat::{{closure}}": "reportei_customers",
    "<talc::base::Talc<talc::wasm::Grow, talc::wasm::Bin>>::allocate": "talc",
    "<&mut serde::ser::Map as serde::Other>::entry": "serde",
    "core::ptr::drop_in_place<reportei_customers::error::Error>": "core",
    client_show: "(exports and C's names)",
  };
  for (const [name, crate] of Object.entries(table)) assert.equal(crateOf(name), crate, name);
});

test("functions have the names and sizes that they have in the wasm, without hashes", () => {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(`(module
    (import "a" "b" (func $imported))
    (import "a" "memory" (memory 1))
    (data (i32.const 0) "0123456789")
    (func $a::small::h0123456789abcdef (export "small") (call $imported))
    (func $large (export "large") (result i32) (call $imported) (call $imported) (i32.const 1)))`);
  const { functions, sections } = contentsOf(Buffer.from(module.emitBinary()));
  const [small, large] = functions;
  assert.deepEqual([small?.name, large?.name, functions.length], ["a::small", "large", 2]);
  // A call is two bytes, and so is a constant.
  assert.equal((large?.bytes ?? 0) - (small?.bytes ?? 0), 4);
  const data = sections.find(({ name }) => name === "data");
  assert.ok(data && data.bytes >= 10 && data.bytes < 20, JSON.stringify(sections));
});

test("what has one key is summed, the largest first", () => {
  const items = [
    { name: "a::x", bytes: 2 },
    { name: "b::y", bytes: 4 },
    { name: "a::z", bytes: 3 },
  ];
  assert.deepEqual(
    summed(items, (name) => name.charAt(0)),
    [
      { name: "a", bytes: 5 },
      { name: "b", bytes: 4 },
    ],
  );
});
