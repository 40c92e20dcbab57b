// What `npm run size` reads from a wasm that kept its names.
import assert from "node:assert/strict";
import test from "node:test";
import binaryen from "binaryen";
import { moduleOf, partsOf, summed } from "../../pkg-template/scripts/named.mjs";

const HASH = "[cf8be9d12d488446]";

test("a function is counted where it was written", () => {
  const table = {
    [`<reportei_customers${HASH}::js::call::Call>::repeat::{closure#0}`]:
      "reportei_customers::js::call",
    [`reportei_customers${HASH}::shape::fields::<wasm_bindgen${HASH}::JsValue>`]:
      "reportei_customers::shape",
    [`<talc${HASH}::base::Talc<talc${HASH}::wasm::Grow, talc${HASH}::wasm::Bin>>::allocate`]:
      "talc::base",
    [`<u32 as core${HASH}::fmt::Display>::fmt`]: "core::fmt",
    [`<str>::trim_matches::<<char>::is_whitespace>`]: "core",
    [`<&mut serde${HASH}::ser::Map as serde${HASH}::Other>::entry::<str, str>`]: "serde::ser",
    [`core${HASH}::ptr::drop_in_place::<<reportei_customers${HASH}::a::B>::c::{closure#1}>`]:
      "core::ptr",
    [`js_sys${HASH}::futures::spawn::<fn(u8) -> u8>::{closure#0}::{closure#0}`]: "js_sys::futures",
    "reporteicustomers_new externref shim": "(the boundary, and C's names)",
    memcmp: "(the boundary, and C's names)",
  };
  for (const [name, module] of Object.entries(table)) assert.equal(moduleOf(name), module, name);
});

test("functions have the names and sizes that they have in the wasm", () => {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(`(module
    (import "a" "b" (func $imported))
    (memory 1)
    (data (i32.const 0) "0123456789")
    (func $small (export "small") (call $imported))
    (func $large (export "large") (result i32) (call $imported) (call $imported) (i32.const 1)))`);
  const { functions, sections } = partsOf(module.emitBinary());
  const [small, large] = functions;
  assert.deepEqual([small?.name, large?.name, functions.length], ["small", "large", 2]);
  // A call is two bytes, and so is a constant.
  assert.equal((large?.bytes ?? 0) - (small?.bytes ?? 0), 4);
  const data = sections.find(({ name }) => name === "data");
  assert.ok(data && data.bytes >= 10 && data.bytes < 20, JSON.stringify(sections));
});

test("what has one key is summed, the largest first", () => {
  const codes = [
    { name: "a::x", bytes: 2 },
    { name: "b::y", bytes: 4 },
    { name: "a::z", bytes: 3 },
  ];
  assert.deepEqual(
    summed(codes, (name) => name.charAt(0)),
    [
      { name: "a", bytes: 5 },
      { name: "b", bytes: 4 },
    ],
  );
});
