export * from "./index.js";

// Only names that exist wherever the package is used: neither the DOM's types nor Node's are needed.
type Global<Name extends string> = typeof globalThis extends { [K in Name]: { prototype: infer T } }
  ? T
  : never;

/** The wasm itself: its bytes, or a `WebAssembly.Module`. */
export type Wasm = ArrayBuffer | ArrayBufferView | object;

/** Where to get the wasm: an address to fetch, a `Response`, or the wasm itself. */
export type WasmSource = string | Global<"URL"> | Global<"Response"> | Wasm;

/**
 * Loads `reportei_customers.wasm`. Before it has resolved, nothing else of this module can be used.
 * A second call changes nothing.
 */
export function init(options: {
  module_or_path: WasmSource | Promise<WasmSource>;
}): Promise<unknown>;

/** As `init`, at once, from bytes or a compiled module. */
export function initSync(options: { module: Wasm }): unknown;
