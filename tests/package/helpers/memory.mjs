/**
 * What a client holds on to, seen from outside: the wasm's memory, as its instance has it, the
 * glue's list of JavaScript values, and the JavaScript heap after a collection.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const gc = runInNewContext("gc");

/**
 * @typedef {object} Wasm
 * @property {WebAssembly.Memory} memory
 * @property {unknown[]} references Where the glue keeps the JavaScript values that wasm holds.
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
  /** @type {unknown[][]} */
  const lists = [];
  const { push } = Array.prototype;
  // The glue's list begins with these, after some room.
  const isFirst = (/** @type {unknown[]} */ values) =>
    values.length === 4 &&
    [undefined, null, true, false].every((value, at) => values[at] === value);
  Array.prototype.push = function (...values) {
    if (isFirst(values)) lists[lists.length] = this;
    return push.apply(this, values);
  };
  const module = await load().finally(() => {
    WebAssembly.Instance = Instance;
    Array.prototype.push = push;
  });
  const exported = made.flatMap((instance) => Object.values(instance.exports));
  const memory = exported.find((value) => value instanceof WebAssembly.Memory);
  const [references] = lists;
  if (made.length !== 1 || !memory || !references || lists.length > 1) {
    throw new Error("The module did not make the one instance that it was expected to make.");
  }
  return { ...module, wasm: { memory, references } };
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
