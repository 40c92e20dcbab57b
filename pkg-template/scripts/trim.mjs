/**
 * Leaves out of wasm-bindgen's glue what the client has no use for: it is a tenth of all JavaScript
 * that an import brings, and no bundler can tell that it is never reached.
 *
 * What stays is what the wasm imports. How it is started, and how texts cross, is `src/js/wasm.js`'s,
 * which the build puts behind it.
 * What JavaScript may ask, the class `Core`, is the wasm's exports themselves, since these take and
 * give numbers: a yes is 1 there. Only what takes a text has a function around it, in that file too.
 *
 * What is left out must be as expected, and nothing that stays may need it: else the build ends.
 */
import { apply, isNamed, parsed, unexpected, walk } from "./edits.mjs";
import { IMPORTS, WITH_TEXT } from "./glue.mjs";

/**
 * @typedef {import("./edits.mjs").Node} Node
 * @typedef {import("./edits.mjs").Edit} Edit
 */

/** What a method of `Core` is where it hands numbers on, but for spaces. */
const DIRECT =
  /^static (\w+)\(([\w, ]*)\) { (const ret = )?wasm\.core_\1\(\2\);( return ret( !== 0| >>> 0)?;)? }$/;
/** The one that takes a text. */
const SET =
  "static set(place, sort, number, text) { const val2 = +place; const val3 = +sort; const val4 = +number; const ptr0 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc); const len0 = WASM_VECTOR_LEN; wasm.core_set(val2, val3, val4, ptr0, len0); }";
/** Those that wasm-bindgen has for what is handed over. */
const HELD = /^(static __wrap|__destroy_into_raw|free)\(/;

/** What the functions that are imported may speak of, beside each other and the crate's own. */
const GLOBALS = ["Date", "Math", "undefined"];
/** And what `src/js/wasm.js` has for them. */
const OWN = ["getStringFromWasm0", WITH_TEXT, "wasm"];

/** @param {string} glue */
export function trimmed(glue) {
  const program = parsed(glue);
  const source = (/** @type {Node} */ { start, end }) => glue.slice(start, end);
  const imported = importedNames(program);
  /** @type {Edit[]} */
  const edits = [];
  for (const node of program.body) {
    const isKept =
      node.type === "ImportDeclaration" ||
      (node.type === "FunctionDeclaration" && node.id.name === IMPORTS) ||
      (node.type === "ExportNamedDeclaration" &&
        !node.declaration &&
        node.specifiers.every(({ local }) => "name" in local && imported.has(local.name)));
    if (!isKept) edits.push({ start: node.start, end: node.end, text: "" });
  }
  let methods = 0;
  let handed = 0;
  walk(program, (node) => {
    if (node.type === "MethodDefinition") {
      methods += 1;
      const text = source(node).replaceAll(/\s+/g, " ");
      if (!DIRECT.test(text) && text !== SET && !HELD.test(text)) {
        throw unexpected(`a method that hands over something else: ${text}`);
      }
    }
    if (node.type === "Property" && isNamed(node.key, "__proto__")) {
      // Only the wasm reads what it imports, and by names that no prototype has.
      edits.push({ start: node.start, end: glue.indexOf(",", node.end) + 1, text: "" });
    }
    if (node.type === "Property" && node.value.type === "FunctionExpression") {
      // As a method it is the same, and shorter.
      const { params, start } = node.value;
      const at = glue.indexOf("(", start);
      if (params.length > 0 && at > params[0].start) throw unexpected("a function with a name");
      edits.push({ start: node.key.end, end: at, text: "" });
    }
    if (node.type === "CallExpression" && isWrap(node.callee)) {
      handed += 1;
      edits.push({
        start: node.start,
        end: node.end,
        text: `{ constructor: { ...wasm, ${WITH_TEXT} } }`,
      });
    }
  });
  if (methods === 0 || handed !== 1) {
    throw unexpected(`${methods} methods, of a class that is handed over ${handed} times`);
  }
  return apply(glue, edits);
}

/**
 * Sees to it that the glue, once it is without the imports that the wasm no longer has, needs nothing
 * that was left out.
 * @param {string} glue
 */
export function checkTrimmed(glue) {
  const program = parsed(glue);
  const known = new Set([...GLOBALS, ...OWN, IMPORTS, ...importedNames(program)]);
  /** @type {Set<Node>} */
  const notVariables = new Set();
  walk(program, (node) => {
    if (node.type === "VariableDeclarator") addNames(node.id);
    if ("params" in node) node.params.forEach(addNames);
    if (node.type === "MemberExpression" && !node.computed) notVariables.add(node.property);
    if (node.type === "Property" && !node.computed && !node.shorthand) notVariables.add(node.key);
    if (node.type === "ImportSpecifier") notVariables.add(node.imported);
    if (node.type === "ExportSpecifier") notVariables.add(node.exported);
  });
  walk(program, (node) => {
    if (node.type === "Identifier" && !notVariables.has(node) && !known.has(node.name)) {
      throw unexpected(`a use of ${node.name}`);
    }
  });

  /** @param {Node} pattern */
  function addNames(pattern) {
    walk(pattern, (node) => {
      if (node.type === "Identifier") known.add(node.name);
    });
  }
}

/** @param {import("acorn").Program} program */
function importedNames({ body }) {
  return new Set(
    body.flatMap((node) =>
      node.type === "ImportDeclaration" ? node.specifiers.map(({ local }) => local.name) : [],
    ),
  );
}

/** @param {Node} callee */
function isWrap(callee) {
  return callee.type === "MemberExpression" && isNamed(callee.property, "__wrap");
}
