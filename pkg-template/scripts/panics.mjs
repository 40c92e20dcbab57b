/**
 * Takes out of a wasm what it would say about a panic. Nobody hears that: without a console a panic
 * is a trap, and it stays one. What wrote the message, and the text of it, is a tenth of the file.
 *
 * Only the places where a panic begins are replaced, by a trap: wasm-opt then finds what nothing
 * else needs. A client that formats text for a reason of its own would keep that code, and its size
 * would show.
 */
import { readFileSync, writeFileSync } from "node:fs";

/** The standard library's and wasm-bindgen's functions that never return, by their paths. */
const BEGINNINGS = [
  /\bcore(\[\w+\])?::panicking::/,
  /\bstd(\[\w+\])?::panicking::/,
  /\bcore(\[\w+\])?::(option|result|cell|slice|str)::(\w+::)*\w*(fail|failed|panic\w*)(_rt)?\b/,
  /\balloc(\[\w+\])?::alloc::handle_alloc_error\b/,
  /\balloc(\[\w+\])?::raw_vec::(handle_error|capacity_overflow)\b/,
  /\bstd(\[\w+\])?::thread::local::panic_access_error\b/,
  /\brust_panic\b/,
];
/** Where it throws what those are told who hand over an object that was freed, or is in use. */
const MISUSE = /\bwasm_bindgen(\[\w+\])?::throw_str\b/;

/** What stays of a panic's message: texts that only those have, and the places of sources. */
const TEXTS = [
  /cannot access a Thread Local Storage value during or after destruction: /g,
  /AccessError/g,
  /closure invoked recursively or after being dropped/g,
  /Tried to shrink to a larger capacity/g,
  /capacity overflow/g,
  /attempt to divide by zero/g,
  /RefCell already (mutably )?borrowed/g,
  /\/rustc\/[0-9a-f]{40}\/[\w/.-]+?\.rs/g,
  /\bcrates\/[\w.-]+\/src\/[\w/]+?\.rs/g,
  /(\.\/)?src\/[\w/]+?\.rs/g,
];
const TEXTS_OF_MISUSE = [
  /attempted to take ownership of Rust value while it was borrowed/g,
  /null pointer passed to rust/g,
  /recursive use of an object detected which would lead to unsafe aliasing in rust/g,
];

/**
 * @param {string} from A wasm with its names.
 * @param {string} to
 * @param {{ isGuarded: boolean }} part Where JavaScript of the crate's own stands before its classes,
 *   nobody can misuse these, or be told of it.
 */
export async function withoutPanicMessages(from, to, { isGuarded }) {
  const beginnings = isGuarded ? [...BEGINNINGS, MISUSE] : BEGINNINGS;
  const texts = isGuarded ? [...TEXTS, ...TEXTS_OF_MISUSE] : TEXTS;
  // Not before set-up: it is an npm package.
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(readFileSync(from));
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (!importedFrom && beginnings.some((beginning) => beginning.test(name))) {
      // The package's types leave the class of functions out.
      /** @type {any} */ (binaryen).Function(reference).body = module.unreachable();
    }
  }
  // The package's types have an older name of it.
  /** @type {any} */
  const { getDataSegment, getDataSegmentInfo } = module;
  const constants = getDataSegmentInfo(getDataSegment(".rodata"));
  writeFileSync(to, withoutTexts(Buffer.from(module.emitBinary()), texts, constants));
  module.dispose();
}

/**
 * The wasm without what it exports for others than the glue.
 * @param {string} file A wasm with its names, which is replaced.
 * @param {Set<string>} used What the glue uses.
 */
export async function withExportsOnly(file, used) {
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(readFileSync(file));
  const names = Array.from(
    { length: module.getNumExports() },
    (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name,
  );
  for (const name of names) if (!used.has(name)) module.removeExport(name);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/**
 * With zeros in the place of the texts, which compress to nothing: what lies where in memory stays.
 * @param {Buffer} wasm
 * @param {RegExp[]} texts
 * @param {{ offset: number, data: ArrayBuffer }} constants Where in memory they are.
 */
function withoutTexts(wasm, texts, { offset, data }) {
  const cleared = Buffer.from(wasm);
  const begin = wasm.indexOf(Buffer.from(data));
  // A character for each byte.
  const all = wasm.toString("latin1");
  for (const { 0: text, index } of texts.flatMap((pattern) => [...all.matchAll(pattern)])) {
    cleared.fill(0, index, index + text.length);
    if (!text.endsWith(".rs")) continue;
    // The places in that source: its name's address and length, a line and a column.
    const name = Buffer.from(Uint32Array.of(index - begin + offset, text.length).buffer);
    for (let at = wasm.indexOf(name); at >= 0; at = wasm.indexOf(name, at + 1)) {
      cleared.fill(0, at, at + 16);
    }
  }
  return cleared;
}
