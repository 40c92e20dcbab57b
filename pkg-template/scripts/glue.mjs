/**
 * Gives the names that a wasm and its glue share a letter or two. wasm-bindgen's are long and carry
 * hashes, which no compression helps against, and they are in every copy of the package twice.
 *
 * wasm-opt renames them in the wasm and says how; here the glue follows. It is changed where its
 * syntax tree says so, never by patterns in its text: whatever does not look as expected ends the
 * build, since a name that is missed would be seen by the first user only.
 */
import { parse } from "acorn";
import { Stop } from "./terminal.mjs";

/**
 * @typedef {object} Renamed What wasm-opt prints.
 * @property {[module: string, name: string, short: string][]} imports
 * @property {[name: string, short: string][]} exports
 *
 * @typedef {{ start: number, end: number, text: string }} Edit
 * @typedef {import("acorn").AnyNode} Node
 */

/** The one module that wasm-opt makes of all those the wasm imports from. */
const MODULE = "a";
const IMPORTS = "__wbg_get_imports";

/**
 * @param {string} glue What wasm-bindgen wrote.
 * @param {Renamed} renamed
 * @returns {string}
 */
export function shortenNames(glue, renamed) {
  const program = parse(glue, { ecmaVersion: "latest", sourceType: "module" });
  /** @type {Edit[]} */
  const edits = [];
  let functions = 0;
  walk(program, (node) => {
    if (node.type === "FunctionDeclaration" && node.id?.name === IMPORTS) {
      functions += 1;
      edits.push(...importEdits(glue, node, renamed.imports));
    } else if (node.type === "MemberExpression") {
      edits.push(...exportEdits(node, renamed.exports));
    }
  });
  if (functions !== 1) throw unexpected(`${functions} functions ${IMPORTS}`);
  return apply(glue, edits);
}

/**
 * One object of all imports in place of one for each module.
 * @param {string} glue
 * @param {import("acorn").FunctionDeclaration | import("acorn").AnonymousFunctionDeclaration} node
 * @param {Renamed["imports"]} imports
 * @returns {Edit[]}
 */
function importEdits(glue, { body: { body: statements } }, imports) {
  const [declaration, returned, ...others] = statements;
  const variable = declaration?.type === "VariableDeclaration" && declaration.declarations[0];
  if (
    !variable ||
    variable.id.type !== "Identifier" ||
    variable.init?.type !== "ObjectExpression" ||
    returned?.type !== "ReturnStatement" ||
    returned.argument?.type !== "ObjectExpression" ||
    others.length > 0
  ) {
    throw unexpected(`a ${IMPORTS} that is not one object of functions and one of modules`);
  }
  const own = variable.id.name;
  const modules = properties(returned.argument).map(({ name, value }) => {
    if (value.type !== "Identifier") throw unexpected(`a module ${name} that is not a variable`);
    return { module: name, holder: value.name };
  });
  const ownModule = modules.find(({ holder }) => holder === own)?.module;
  let found = 0;
  const edits = properties(variable.init).map(({ name, key, end }) => {
    const short = imports.find(([module, long]) => module === ownModule && long === name)?.[2];
    // What the wasm no longer imports, and the comma behind it.
    if (!short) return { start: key.start, end: glue.indexOf(",", end) + 1, text: "" };
    found += 1;
    return { start: key.start, end: key.end, text: short };
  });
  const elsewhere = imports.filter(([module]) => module !== ownModule);
  const taken = elsewhere.map(([module, name, short]) => {
    const from = modules.find((candidate) => candidate.module === module);
    if (!from) throw unexpected(`no module ${module}`);
    return `${short}: ${from.holder}.${name},\n`;
  });
  if (found + taken.length !== imports.length) {
    throw unexpected(`${found + taken.length} imports where the wasm has ${imports.length}`);
  }
  const { start, end } = returned.argument;
  const last = variable.init.end - 1;
  return [
    ...edits,
    { start: last, end: last, text: taken.join("") },
    { start, end, text: `{ ${MODULE}: ${own} }` },
  ];
}

/**
 * @param {import("acorn").MemberExpression} node
 * @param {Renamed["exports"]} exports
 * @returns {Edit[]}
 */
function exportEdits({ object, property, computed }, exports) {
  if (object.type === "MemberExpression" && isNamed(object.property, "exports")) {
    throw unexpected("an export that is not taken from the variable wasm");
  }
  if (!isNamed(object, "wasm")) return [];
  if (computed || property.type !== "Identifier") throw unexpected("an export without a name");
  const [, short] = one(exports, ([long]) => long === property.name, property.name);
  return [{ start: property.start, end: property.end, text: short }];
}

/**
 * The properties of an object but for `__proto__: null`.
 * @param {import("acorn").ObjectExpression} object
 */
function properties({ properties: all }) {
  return all.flatMap((property) => {
    if (property.type !== "Property" || property.computed) throw unexpected("a computed name");
    const { key, value } = property;
    const name =
      key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    if (name === undefined) throw unexpected("a name that is neither an identifier nor a string");
    return name === "__proto__" ? [] : [{ name, key, value, end: property.end }];
  });
}

/**
 * @param {Node} node
 * @param {string} name
 */
const isNamed = (node, name) => node.type === "Identifier" && node.name === name;

/**
 * @template T
 * @param {T[]} all
 * @param {(candidate: T) => boolean} fits
 * @param {string} name
 * @returns {T}
 */
function one(all, fits, name) {
  const [found, ...others] = all.filter(fits);
  if (found === undefined || others.length > 0) {
    throw unexpected(`${name}, of which the wasm has ${found === undefined ? "none" : "several"}`);
  }
  return found;
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} visit
 */
function walk(node, visit) {
  visit(node);
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === "string") walk(child, visit);
  }
}

/**
 * @param {string} text
 * @param {Edit[]} edits
 */
function apply(text, edits) {
  // Within what is left out, nothing needs to be renamed.
  const removed = edits.filter((edit) => edit.text === "");
  return edits
    .filter((edit) => !removed.some(({ start, end }) => start < edit.start && edit.end <= end))
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end),
      text,
    );
}

/** @param {string} what */
function unexpected(what) {
  return new Stop(
    `wasm-bindgen's glue has ${what}: it is not as pkg-template/scripts/glue.mjs knows it, so change that for the new version.`,
  );
}
