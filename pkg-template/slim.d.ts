/**
 * The client without its wasm, which `init` or `initSync` loads from where you keep it.
 *
 * @module reportei-customers/slim
 */

export * from "./index.js";

// Only names that exist wherever the package is used: neither the DOM's types nor Node's are needed.
type Global<Name extends string> = typeof globalThis extends { [K in Name]: { prototype: infer T } }
  ? T
  : never;

/**
 * The wasm itself: its bytes, or a `WebAssembly.Module`.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { initSync, type Wasm } from "reportei-customers/slim";
 *
 * const bytes: Wasm = await readFile("reportei_customers.wasm");
 * initSync({ module: bytes });
 * ```
 */
export type Wasm = ArrayBuffer | ArrayBufferView | object;

/**
 * Where to get the wasm: an address to fetch, a `Response`, or the wasm itself.
 *
 * @example
 * ```ts
 * import { init, type WasmSource } from "reportei-customers/slim";
 *
 * const source: WasmSource = new URL("reportei_customers.wasm", "https://cdn.example/assets/");
 * await init({ module_or_path: source });
 * ```
 */
export type WasmSource = string | Global<"URL"> | Global<"Response"> | Wasm;

/**
 * Loads `reportei_customers.wasm`. Before it has resolved, nothing else of this module can be used.
 * After a failure it can be called again. After a success, another call changes nothing.
 *
 * @throws `Error` with the status and the URL if the response is no success, such as a 404.
 * @throws What `fetch` rejects with if no response comes.
 * @throws The engine's own error if it cannot compile the WebAssembly: a Content-Security-Policy without
 * `'wasm-unsafe-eval'` in its `script-src` forbids it, or the bytes are no WebAssembly.
 *
 * @example
 * ```js
 * import { init, ReporteiCustomers } from "reportei-customers/slim";
 *
 * await init({ module_or_path: "/assets/reportei_customers.wasm" });
 * const reportei = new ReporteiCustomers({ baseUrl: "/api" });
 * ```
 */
export function init(options: {
  /** Where to get the wasm. */
  module_or_path: WasmSource | Promise<WasmSource>;
}): Promise<unknown>;

/**
 * As `init`, synchronously, from bytes or a compiled module.
 *
 * @throws The engine's own error if it cannot compile the WebAssembly, as `init` rejects with it.
 * Chromium before version 115 compiles at most 4 KB synchronously on the main thread.
 *
 * @example
 * ```js
 * import { readFileSync } from "node:fs";
 * import { initSync, ReporteiCustomers } from "reportei-customers/slim";
 *
 * initSync({ module: readFileSync("reportei_customers.wasm") });
 * const reportei = new ReporteiCustomers({ accessToken });
 * ```
 */
export function initSync(options: {
  /** The wasm itself. */
  module: Wasm;
}): unknown;
