/** What an entry has compiled as it is imported. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageDir } from "../package/helpers/installed.mjs";

const { Module } = WebAssembly;

/**
 * The wasm that a default entry has in itself, which nothing exports. It is to be the entry's first
 * import, since a second starts nothing.
 * @param {string} entry
 */
export async function inlinedWasm(entry) {
  /** @type {Buffer[]} */
  const compiled = [];
  /** @type {any} */ (WebAssembly).Module = class extends Module {
    /** @param {Uint8Array<ArrayBuffer>} bytes */
    constructor(bytes) {
      super(bytes);
      compiled.push(Buffer.from(bytes));
    }
  };
  try {
    await import(pathToFileURL(join(packageDir, entry)).href);
  } finally {
    WebAssembly.Module = Module;
  }
  const [wasm] = compiled;
  if (!wasm || compiled.length > 1) throw new Error(`${entry} compiled ${compiled.length} wasms`);
  return wasm;
}
