// One guard around the generated classes. It knows none of their methods by name but `release`. What
// throws in a method (a receiver that is no client, a wasm that was not started, a trap) rejects.

import { enter, refused } from "./host.js";

/** What an object that Rust made keeps of its caller's: Rust has that by weak references alone. */
const kept = new WeakMap();

/** @type {(prototype: any) => (string | symbol)[]} */
function methodsOf(prototype) {
  const isMethod = (/** @type {string | symbol} */ name) => typeof prototype[name] === "function";
  return Reflect.ownKeys(prototype).filter((name) => name !== "constructor" && isMethod(name));
}

/** What a method gave, whose methods work detached: `const { pages } = list`. @param {any} given */
function adopted(given) {
  if (typeof given !== "object" || !given?.__wbg_ptr) return given;
  kept.set(given, given.release?.());
  for (const name of methodsOf(Object.getPrototypeOf(given))) {
    Object.defineProperty(given, name, { value: given[name].bind(given), configurable: true });
  }
  return given;
}

/** @type {(prototype: any, name: any) => void} */
function guardMethod(prototype, name) {
  const code = prototype[name];
  const guarded = {
    /** @this {unknown} @param {unknown[]} args */
    [name](...args) {
      try {
        return enter(() => adopted(code.apply(this, args)));
      } catch (error) {
        return Promise.reject(error);
      }
    },
  };
  Object.defineProperty(prototype, name, { value: guarded[name] });
}

/**
 * A class that callers make objects of, guarded, and the classes of what its methods give.
 * @type {<T extends new (...args: any[]) => object>(Class: T, ...others: Function[]) => T}
 */
export function guarded(Class, ...others) {
  for (const { prototype } of [Class, ...others]) {
    for (const name of methodsOf(prototype)) guardMethod(prototype, name);
  }
  const Guarded = class extends Class {
    /** @param {any[]} args */
    constructor(...args) {
      try {
        enter(() => {}); // Throws after a trap.
        super(...args);
      } catch (cause) {
        throw refused(cause);
      }
      kept.set(this, /** @type {any} */ (this).release());
    }
  };
  return Object.defineProperty(Guarded, "name", { value: Class.name });
}

/** A function that throws what is wrong. @type {<T extends Function>(code: T) => T} */
export function guardedFunction(code) {
  return /** @type {any} */ ((/** @type {unknown[]} */ ...args) => enter(() => code(...args)));
}
