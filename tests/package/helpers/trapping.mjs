/**
 * Copies of the package whose WebAssembly traps by order. The package has no hook for that: each copy's
 * imports are wrapped while it is loaded, and the next call of one of them throws what a trap throws.
 */
import { packageDir, required, requiredInOlderNode } from "./installed.mjs";

/**
 * A copy of the package, which shares nothing with others.
 * @returns {{ ReporteiCustomers: any, trap: (name?: RegExp) => void, hasTrapped: () => boolean }}
 */
export function trapping() {
  /** @type {RegExp | undefined} */
  let armed;
  let hasTrapped = false;
  const wrapped = (/** @type {string} */ name, /** @type {Function} */ code) =>
    function (/** @type {unknown[]} */ ...args) {
      if (armed?.test(name)) {
        armed = undefined;
        hasTrapped = true;
        throw new WebAssembly.RuntimeError("unreachable");
      }
      return Reflect.apply(code, undefined, args);
    };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports], newTarget) {
      const all = Object.entries(imports).map(([from, functions]) => {
        const entries = Object.entries(functions).map(([name, code]) => [
          name,
          wrapped(name, code),
        ]);
        return [from, Object.fromEntries(entries)];
      });
      return Reflect.construct(target, [module, Object.fromEntries(all)], newTarget);
    },
  });
  try {
    for (const file of Object.keys(required.cache)) {
      if (file.startsWith(packageDir)) delete required.cache[file];
    }
    const { ReporteiCustomers } = requiredInOlderNode("reportei-customers");
    const trap = (name = /./) => void (armed = name);
    return { ReporteiCustomers, trap, hasTrapped: () => hasTrapped };
  } finally {
    WebAssembly.Instance = Instance;
  }
}
