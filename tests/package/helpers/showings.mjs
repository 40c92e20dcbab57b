/** All the ways in which a program may come to print or to pass on a value. */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { inspect } from "node:util";

/**
 * What each way shows of the value, by its name.
 * @param {unknown} value
 * @returns {Record<string, string>}
 */
export function showings(value) {
  return {
    "util.inspect": inspect(value),
    "util.inspect of what is hidden": inspect(value, HIDDEN),
    "util.inspect of everything": inspect(value, EVERYTHING),
    "console.log": printed((console) => console.log(value, "%o", value)),
    "console.dir": printed((console) => console.dir(value, EVERYTHING)),
    "console.error with %o and %O": printed((console) => console.error("%o %O", value, value)),
    "JSON.stringify": JSON.stringify(value) ?? "",
    structuredClone: cloned(value),
    String: `${value}`,
    "own property names": walked(value),
  };
}

const HIDDEN = {
  showHidden: true,
  depth: Infinity,
  showProxy: true,
  maxArrayLength: Infinity,
  maxStringLength: Infinity,
};
const EVERYTHING = { ...HIDDEN, getters: true };

/** The ways that ask what every getter gives, those of prototypes among them. */
export const ASKING = ["util.inspect of everything", "console.dir"];

/** @param {(console: Console) => void} print */
function printed(print) {
  let text = "";
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  print(new Console(stream));
  return text;
}

/** @param {unknown} value */
function cloned(value) {
  try {
    return inspect(structuredClone(value), EVERYTHING);
  } catch (error) {
    return inspect(error, EVERYTHING);
  }
}

/**
 * Every name and value that can be reached by own properties, enumerable or not, and prototypes,
 * with what getters give.
 * @param {unknown} value
 */
function walked(value) {
  const seen = new Set();
  /** @type {string[]} */
  const found = [];
  /** @type {(value: any) => void} */
  const walk = (value) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) {
      found.push(String(value));
    } else if (!seen.has(value)) {
      seen.add(value);
      for (const key of Reflect.ownKeys(value)) {
        found.push(String(key));
        walk(given(value, key));
      }
      walk(Object.getPrototypeOf(value));
    }
  };
  walk(value);
  return found.join("\n");
}

/**
 * @param {any} object
 * @param {string | symbol} key
 */
function given(object, key) {
  try {
    return object[key];
  } catch (error) {
    return String(error);
  }
}
