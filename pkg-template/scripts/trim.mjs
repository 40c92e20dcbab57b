/**
 * Leaves out of wasm-bindgen's glue what the client has no use for: it is a twentieth of all
 * JavaScript that an import brings, and no bundler can tell that it is never reached.
 *
 * - The one object of a class that crosses is made once and never freed. So there is nothing to
 *   free it by hand, by `using`, or when nobody holds it any more, and it need not be a real one.
 * - No JavaScript value is kept for the wasm: numbers and texts alone cross.
 * - Each runtime that the package serves has `TextEncoder.encodeInto`, and the wasm reallocates.
 * - Whoever starts the wasm does it as the documentation says, and needs no word on older ways.
 *
 * What is left out must be there, and nothing that stays may need it: else the build ends.
 */
import { apply, isNamed, parsed, unexpected, walk } from "./edits.mjs";

/**
 * @typedef {import("./edits.mjs").Node} Node
 * @typedef {import("./edits.mjs").Edit} Edit
 */

/** Functions and variables at the top, and statements about them. */
const TOP = [
  /^const \w+Finalization = /,
  /^if \(Symbol\.dispose\) /,
  /^(let heap\b|let heap_next\b|heap\.push\()/,
  /^function (getObject|dropObject|takeObject)\(/,
  /^if \(!\('encodeInto' in cachedTextEncoder\)\) /,
];
/** Of classes; one called `free` is static where it is the crate's own. */
const METHODS = /^(static __wrap|__destroy_into_raw|free)\(/;
const STATEMENTS = /^if \(realloc === undefined\) /;
/** Statements whose other branch only warns. */
const DEPRECATED = /^if \(Object\.getPrototypeOf\(module\w*\) === Object\.prototype\) /;
/** What nothing that stays may speak of. */
const GONE = /^(\w+Finalization|heap|heap_next|getObject|dropObject|takeObject|__wrap)$/;

/** @param {string} glue */
export function trimmed(glue) {
  const program = parsed(glue);
  const source = (/** @type {Node} */ { start, end }) => glue.slice(start, end);
  /** @type {Edit[]} */
  const edits = [];
  const without = (/** @type {Node} */ { start, end }) => edits.push({ start, end, text: "" });

  for (const pattern of TOP) {
    const found = program.body.filter((node) => pattern.test(source(node)));
    if (found.length === 0) throw unexpected(`nothing like ${pattern}`);
    found.forEach(without);
  }
  walk(program, (node) => {
    if (node.type === "MethodDefinition" && METHODS.test(source(node))) without(node);
    if (node.type === "IfStatement" && STATEMENTS.test(source(node))) without(node);
    if (node.type === "IfStatement" && DEPRECATED.test(source(node))) {
      const { start, end } = node.alternate ?? node;
      edits.push({ start, end, text: "{}" });
    }
    if (node.type === "CallExpression" && isWrap(node.callee)) {
      // What is handed over is asked for its class alone.
      const text = `{ constructor: ${source(node.callee.object)} }`;
      edits.push({ start: node.start, end: node.end, text });
    }
  });
  return apply(glue, edits);
}

/**
 * Sees to it that the glue, once it is without the imports that the wasm no longer has, needs nothing
 * that was left out.
 * @param {string} glue
 */
export function checkTrimmed(glue) {
  walk(parsed(glue), (node) => {
    if (node.type === "Identifier" && GONE.test(node.name)) {
      throw unexpected(`a use of ${node.name}`);
    }
  });
}

/**
 * @param {Node} callee
 * @returns {callee is import("acorn").MemberExpression}
 */
function isWrap(callee) {
  return callee.type === "MemberExpression" && isNamed(callee.property, "__wrap");
}
