/**
 * Puts the functions that are alike beside each other, in a wasm and in its glue. The nearer a
 * compressor finds what it has seen before, the fewer bits it takes to say where that was.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";
import { parsed } from "./edits.mjs";
import { partsOf } from "./named.mjs";
import { Stop } from "./terminal.mjs";

/** The shortest match that a compressor looks for. */
const MATCH_BYTES = 4;

/**
 * @typedef {object} Seen
 * @property {number} length
 * @property {Map<number, number>} matches How often each sequence of bytes occurs.
 */

/** @param {string} file A wasm with its names, which is replaced. */
export async function orderFunctions(file) {
  // Not before set-up: it is an npm package.
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(readFileSync(file));
  const infos = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  ).filter((info) => !info.module);
  const wasm = module.emitBinary();
  const functions = partsOf(wasm).functions.map(({ at, bytes }, index) => ({
    info: infos[index],
    seen: seenIn(wasm.subarray(at, at + bytes)),
  }));
  for (const { info } of chained(functions)) {
    if (!info)
      throw new Stop("The functions of the wasm are not those of its module: see order.mjs.");
    const { name, params, results, vars, body } = info;
    // What is added comes last, and its body is the module's still.
    module.removeFunction(name);
    module.addFunction(name, params, results, [...vars], body);
  }
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/**
 * A module whose functions come first, which changes nothing: a declaration holds before it is reached.
 * @param {string} source
 * @returns {Promise<string>}
 */
export async function withFunctionsOrdered(source) {
  const statements = parsed(source).body.map(({ type, start, end }) => ({
    isFunction: type === "FunctionDeclaration",
    text: source.slice(start, end),
  }));
  const functions = statements
    .filter(({ isFunction }) => isFunction)
    .map(async ({ text }) => {
      // Names of its own are shorter where they are bundled, and alike.
      const { code } = await transform(text, { minify: true });
      return { text, seen: seenIn(Buffer.from(code)) };
    });
  const others = statements.filter(({ isFunction }) => !isFunction);
  return [...chained(await Promise.all(functions)), ...others].map(({ text }) => text).join("\n");
}

/**
 * @param {Uint8Array} code
 * @returns {Seen}
 */
function seenIn(code) {
  const bytes = Buffer.from(code);
  /** @type {Map<number, number>} */
  const matches = new Map();
  for (let at = 0; at + MATCH_BYTES <= bytes.length; at++) {
    const match = bytes.readUInt32LE(at);
    matches.set(match, (matches.get(match) ?? 0) + 1);
  }
  return { length: bytes.length, matches };
}

/**
 * From the longest on, each followed by the one most like it of those that are left.
 * @template {{ seen: Seen }} Of
 * @param {Of[]} all
 * @returns {Of[]}
 */
function chained(all) {
  const left = new Set(all);
  const chain = [];
  for (let next = highest(left, ({ seen }) => seen.length); next;) {
    const last = next;
    chain.push(last);
    left.delete(last);
    next = highest(left, ({ seen }) => likeness(last.seen, seen));
  }
  return chain;
}

/**
 * @template Of
 * @param {Iterable<Of>} all
 * @param {(one: Of) => number} score
 * @returns {Of | undefined} The first of those with the highest score.
 */
function highest(all, score) {
  let found;
  let most = -Infinity;
  for (const one of all) {
    const its = score(one);
    if (its > most) [found, most] = [one, its];
  }
  return found;
}

/**
 * @param {Seen} one
 * @param {Seen} other
 */
function likeness(one, other) {
  let shared = 0;
  for (const [match, count] of other.matches) {
    shared += Math.min(count, one.matches.get(match) ?? 0);
  }
  // Else whatever is long would be like everything.
  return shared / Math.sqrt(one.length * other.length);
}
