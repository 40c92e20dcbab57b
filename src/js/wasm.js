// How the wasm starts in the package, and how texts get into it and out of it. The build puts this
// behind what is left of wasm-bindgen's glue (`trim.mjs`), in the place of its own, which serves every
// program, and every way to use it.

/**
 * The wasm's exports, by wasm-bindgen's names for them.
 * @type {any}
 */
let wasm;

const encoder = new TextEncoder();
/** @type {TextDecoder} */
let decoder;

/** @param {{ module: any }} options Its bytes, or a compiled module of any realm. */
export function initSync({ module }) {
  if (wasm) return;
  const compiled = "byteLength" in module ? new WebAssembly.Module(module) : module;
  run(new WebAssembly.Instance(compiled, __wbg_get_imports()));
}

/**
 * @param {{ module_or_path: any }} options What `slim.d.ts` says, told from each other by their
 *   shapes: other realms have them too.
 */
export async function init({ module_or_path }) {
  if (wasm) return;
  let source = await module_or_path;
  if (typeof source === "string" || source.href || source.method) {
    source = await fetch(source);
  }
  if ("ok" in source) {
    if (!source.ok) {
      throw new Error(`The wasm could not be loaded: ${source.status} from ${source.url}`);
    }
    // A file so small is whole before compiling it as it arrives would gain anything.
    source = await source.arrayBuffer();
  }
  const loaded = await WebAssembly.instantiate(source, __wbg_get_imports());
  // Of a compiled module it is the instance itself.
  run(loaded.instance ?? loaded);
}

/** @param {WebAssembly.Instance} instance */
function run({ exports }) {
  if (wasm) return;
  wasm = exports;
  wasm.__wbindgen_start();
}

/**
 * @param {number} at
 * @param {number} length
 */
function memory(at, length) {
  return new Uint8Array(wasm.memory.buffer, at, length);
}

/**
 * @param {number} at
 * @param {number} length
 */
function getStringFromWasm0(at, length) {
  const text = memory(at, length);
  try {
    return decoder.decode(text);
  } catch {
    // There is none yet, or it is one of Safari's, which take two gibibytes in all and no more.
    decoder = new TextDecoder(undefined, { ignoreBOM: true });
    return decoder.decode(text);
  }
}

/**
 * `Core::set`.
 * @param {number} place
 * @param {number} sort
 * @param {number} number
 * @param {string} text
 */
function set(place, sort, number, text) {
  // Each of its UTF-16 units is three bytes at most.
  const room = text.length * 3;
  let at = wasm.__wbindgen_malloc(room, 1);
  let length = 0;
  if (room) {
    length = encoder.encodeInto(text, memory(at, room)).written;
    at = wasm.__wbindgen_realloc(at, room, length, 1);
  }
  wasm.core_set(place, sort, number, at, length);
}
