// The entry for those who load reportei_customers.wasm themselves: call `init` or `initSync` first.
import { initSync } from "./client.js";

export { initSync, ReporteiCustomers, parseTimestamp, trialStatus } from "./client.js";
export { ReporteiError, isReporteiError } from "./error.js";

/**
 * wasm-bindgen's own `init` would replace a wasm that `initSync` or another entry started while it
 * loads, under the objects that live in it. It also does not look at a response's status.
 * @param {{ module_or_path: any }} options Told by its shape: it may be of another realm.
 */
export async function init({ module_or_path }) {
  if (isStarted()) return;
  let source = await module_or_path;
  if (typeof source === "string" || source.href || source.method) source = await fetch(source);
  if ("ok" in source) {
    if (!source.ok) {
      throw new Error(`The wasm could not be loaded: ${source.status} from ${source.url}`);
    }
    source = await source.arrayBuffer();
  }
  if ("byteLength" in source) source = await WebAssembly.compile(source);
  // A module of another realm fails `instanceof` in the glue.
  else Object.setPrototypeOf(source, WebAssembly.Module.prototype);
  initSync({ module: source });
}

/** Without a module, `initSync` throws unless the wasm is started. */
function isStarted() {
  try {
    initSync({});
    return true;
  } catch {
    return false;
  }
}
