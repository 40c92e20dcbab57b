// What the package's entries import from beside them, where only the build puts it.

declare module "*/bytes.js" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*/client.js" {
  export { ReporteiCustomers, parseTimestamp, trialStatus } from "reportei-customers";
  /** Makes a `ReporteiError`. */
  export function failed(kind: string, message: string, outcome: string, cause: unknown): Error;
  /** Without a module it throws, unless the wasm is started. */
  export function initSync(options: { module?: BufferSource | WebAssembly.Module }): unknown;
  export function failed(kind: string, message: string, outcome: string, cause: unknown): Error;
}

declare module "*/sandbox.js" {
  export { ReporteiSandbox } from "reportei-customers/sandbox";
  export function initSync(options: { module?: BufferSource | WebAssembly.Module }): unknown;
}
