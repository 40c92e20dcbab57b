/**
 * What a client holds on to, seen from outside: the wasm's memory, as its instance has it, and the
 * JavaScript heap after a collection. The wasm holds no JavaScript value.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const gc = runInNewContext("gc");

/**
 * @typedef {object} Wasm
 * @property {WebAssembly.Memory} memory
 */

/**
 * Loads a module that makes a wasm instance, and takes from that what the module shows nobody.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T & { wasm: Wasm }>}
 */
export async function watched(load) {
  const { Instance } = WebAssembly;
  /** @type {WebAssembly.Instance[]} */
  const made = [];
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args, newTarget) {
      const instance = Reflect.construct(target, args, newTarget);
      made.push(instance);
      return instance;
    },
  });
  const module = await load().finally(() => {
    WebAssembly.Instance = Instance;
  });
  const exported = made.flatMap((instance) => Object.values(instance.exports));
  const memory = exported.find((value) => value instanceof WebAssembly.Memory);
  if (made.length !== 1 || !memory) {
    throw new Error("The module did not make the one instance that it was expected to make.");
  }
  return { ...module, wasm: { memory } };
}

/** How many bytes of JavaScript heap are in use once nothing is left to collect. */
export async function heapInUse() {
  // What a finalization registry was told of is let go a turn later.
  for (let turn = 0; turn < 3; turn++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
