// What `npm run size` makes of twiggy's items.
import assert from "node:assert/strict";
import test from "node:test";
import { crateOf, itemsOf, kindOf, summed } from "../../pkg-template/scripts/functions.mjs";

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

test("items have their kinds, and names without hashes", () => {
  const table = {
    "a::small::h0123456789abcdef": ["a::small", "code"],
    client_show: ["client_show", "code"],
    "reporteicustomers_new multivalue shim": ["reporteicustomers_new multivalue shim", "code"],
    "code[627]": ["code[627]", "code"],
    'data segment ".rodata.48"': ['data segment ".rodata.48"', "data"],
    'export "memory"': ['export "memory"', "exports"],
    "import ./a.js::b": ["import ./a.js::b", "imports"],
    "type[25]: (i32) -> nil": ["type[25]: (i32) -> nil", "types"],
    '"function names" subsection': ['"function names" subsection', "names"],
    "code section headers": ["code section headers", "headers, tables and globals"],
    "elem[0]": ["elem[0]", "headers, tables and globals"],
  };
  const rows = Object.keys(table).map((name) => ({ name, shallow_size: 7 }));
  const items = itemsOf(JSON.stringify(rows));
  assert.deepEqual(
    items.map(({ name, bytes }) => [name, kindOf(name), bytes]),
    Object.values(table).map(([name, kind]) => [name, kind, 7]),
  );
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
