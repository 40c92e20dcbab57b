// The names that a wasm and its glue share.
import assert from "node:assert/strict";
import test from "node:test";
import { shortenNames } from "../../pkg-template/scripts/glue.mjs";

const GLUE = `
import * as import1 from "./look.js"
import * as import2 from "./look.js"
class Client {
  show() { return wasm.client_show(this.ptr, wasm.memory.buffer); }
  free() { wasm.client_free(this.ptr); }
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg_then_1: function(arg0) { return arg0.__wbg_then_1; },
    __wbg_unused_2: function(arg0, arg1) { unused(arg0, arg1); },
  };
  return { __proto__: null, "./part_bg.js": import0, "./look.js": import1, "./look.js": import2 };
}
let wasm;
function finalize(instance) { wasm = instance.exports; wasm.__wbindgen_start(); return wasm; }
`;

/** @type {import("../../pkg-template/scripts/glue.mjs").Renamed} */
const RENAMED = {
  imports: [
    ["./part_bg.js", "__wbg_then_1", "$"],
    ["./look.js", "kind", "b"],
    ["./look.js", "kinds", "c"],
  ],
  exports: [
    ["memory", "d"],
    ["client_show", "e"],
    ["client_free", "f"],
    ["__wbindgen_start", "g"],
    ["of_no_use_to_the_glue", "h"],
  ],
};

/** @param {string} text */
const dense = (text) => text.replaceAll(/\s+/g, "");

test("imports, exports and modules get their short names, and what is not imported goes", () => {
  const expected = `
import * as import1 from "./look.js"
import * as import2 from "./look.js"
class Client {
  show() { return wasm.e(this.ptr, wasm.d.buffer); }
  free() { wasm.f(this.ptr); }
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    $: function(arg0) { return arg0.__wbg_then_1; },
    b: import1.kind, c: import1.kinds,
  };
  return { a: import0 };
}
let wasm;
function finalize(instance) { wasm = instance.exports; wasm.g(); return wasm; }
`;
  assert.equal(dense(shortenNames(GLUE, RENAMED)), dense(expected));
});

for (const [what, glue, renamed] of /** @type {const} */ ([
  ["an import that the wasm does not have", GLUE.replace("__wbg_then_1:", "__wbg_then_2:"), {}],
  ["an export that the wasm does not have", GLUE.replace("wasm.memory", "wasm.table"), {}],
  ["an import that the glue does not have", GLUE.replace(/__wbg_then_1: .*/, ""), {}],
  ["a module that the glue does not have", GLUE, { module: "./other.js" }],
  ["an export taken in another way", GLUE.replace("wasm.memory", "wasm[name]"), {}],
  ["imports made in another way", GLUE.replace("const import0", "let more; const import0"), {}],
  ["no imports", GLUE.replace("__wbg_get_imports", "imports"), {}],
])) {
  test(`${what} ends the build with a sentence`, () => {
    const imports = RENAMED.imports.map(
      ([module, name, short]) =>
        /** @type {[string, string, string]} */ ([
          "module" in renamed && module === "./look.js" ? renamed.module : module,
          name,
          short,
        ]),
    );
    assert.throws(
      () => shortenNames(glue, { ...RENAMED, imports }),
      /^Error: wasm-bindgen's glue has .+\.$/,
    );
  });
}
