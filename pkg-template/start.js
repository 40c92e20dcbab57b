/**
 * Starts the wasm, and gives what needs it. An entry exports what this returns, and not the class
 * as it is: so no bundler can keep the class and drop the start, and each drops both where nothing
 * uses them.
 * @template Module, T
 * @param {(options: { module: Module }) => unknown} initSync
 * @param {Module} module
 * @param {T} exported
 * @returns {T}
 */
export function start(initSync, module, exported) {
  try {
    initSync({ module });
  } catch (cause) {
    // Chromium names 'unsafe-eval', which allows far more than it takes.
    throw new Error(
      "reportei-customers could not start its WebAssembly. Under a Content-Security-Policy, script-src needs 'wasm-unsafe-eval'.",
      { cause },
    );
  }
  return exported;
}
