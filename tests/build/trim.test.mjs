// What of wasm-bindgen's glue the client keeps.
import assert from "node:assert/strict";
import test from "node:test";
import { checkTrimmed, trimmed } from "../../pkg-template/scripts/trim.mjs";

const SET = `static set(place, sort, number, text) {
    const val2 = +place;
    const val3 = +sort;
    const val4 = +number;
    const ptr0 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    wasm.core_set(val2, val3, val4, ptr0, len0);
  }`;
const GLUE = `
import { Client, put, provide } from "./host.js";
import * as import1 from "./host.js"
export class Core {
  static __wrap(ptr) { return Object.create(Core.prototype); }
  static check(table) {
    const ret = wasm.core_check(table);
    return ret !== 0;
  }
  static free(number) { wasm.core_free(number); }
  ${SET}
}
export { Client }
export function start() { wasm.start(); }
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    put: function(arg0, arg1, arg2) { put(arg0 >>> 0, getStringFromWasm0(arg1, arg2)); },
    provide: function(arg0) { provide(Core.__wrap(arg0)); },
    now: function() { const ret = Date.now(); return ret; },
  };
  return { "./part_bg.js": import0, "./host.js": import1 };
}
let heap = [];
function getStringFromWasm0(ptr, len) { return decodeText(ptr, len); }
let wasm;
function initSync(module) { return wasm; }
async function __wbg_init(source) { return wasm; }
export { initSync, __wbg_init as default };
`;

test("what the wasm imports stays, and what is exported of it", () => {
  const glue = trimmed(GLUE);
  checkTrimmed(glue);
  assert.match(glue, /^export { Client }$/m);
  assert.match(glue, /^ *provide\(arg0\) { provide\({ constructor: { \.\.\.wasm, set } }/m);
  assert.doesNotMatch(
    glue,
    /class Core|heap|__proto__|function (initSync|getStringFromWasm0)|default/,
  );
});

for (const [what, glue] of /** @type {const} */ ([
  ["a method that hands over something else", GLUE.replace("(table);", "(+table);")],
  ["a text that is handed over in another way", GLUE.replace("const val3", "const val5")],
  ["another name of an export", GLUE.replace("wasm.core_free", "wasm.core_freed")],
  ["no class", GLUE.replace(/export class Core {[^]*?\n}/, "")],
  ["a class that is not handed over", GLUE.replace("Core.__wrap(arg0)", "arg0")],
])) {
  test(`${what} ends the build with a sentence`, () => {
    assert.throws(() => trimmed(glue), /^Error: wasm-bindgen's glue has .+\.$/);
  });
}

test("a use of what was left out ends the build with a sentence", () => {
  const glue = trimmed(GLUE.replace("Date.now()", "heap[0]"));
  assert.throws(() => checkTrimmed(glue), /^Error: wasm-bindgen's glue has a use of heap: .+\.$/);
});
