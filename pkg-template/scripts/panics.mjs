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

/**
 * @param {string} from A wasm with its names.
 * @param {string} to
 */
export async function withoutPanicMessages(from, to) {
  // Not before set-up: it is an npm package.
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(readFileSync(from));
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (!importedFrom && BEGINNINGS.some((beginning) => beginning.test(name))) {
      // The package's types leave the class of functions out.
      /** @type {any} */ (binaryen).Function(reference).body = module.unreachable();
    }
  }
  writeFileSync(to, module.emitBinary());
  module.dispose();
}
