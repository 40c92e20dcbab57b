/**
 * Gives the names that a wasm and its glue share a letter or two. wasm-bindgen's are long and carry
 * hashes, which no compression helps against, and they are in every copy of the package twice.
 *
 * wasm-opt renames them in the wasm and says how; here the glue follows. Whatever does not look as
 * expected ends the build, since a name that is missed would be seen by the first user only.
 */
import { apply, isNamed, parsed, unexpected, walk } from "./edits.mjs";

/**
 * @typedef {object} Renamed What wasm-opt prints.
 * @property {[module: string, name: string, short: string][]} imports
 * @property {[name: string, short: string][]} exports
 *
 * @typedef {import("./edits.mjs").Edit} Edit
 */

/** The one module that wasm-opt makes of all those the wasm imports from. */
const MODULE = "a";
export const IMPORTS = "__wbg_get_imports";
/** The question of `Core` that is more than an export: see `trim.mjs`. */
export const WITH_TEXT = "set";

/**
 * @param {string} glue What wasm-bindgen wrote.
 * @param {Renamed} renamed
 * @returns {string}
 */
export function shortenNames(glue, renamed) {
  const program = parsed(glue);
  /** @type {Edit[]} */
  const edits = [];
  let functions = 0;
  walk(program, (node) => {
    if (node.type === "FunctionDeclaration" && node.id?.name === IMPORTS) {
      functions += 1;
      edits.push(...importEdits(glue, node, renamed.imports));
    }
  });
  if (functions !== 1) throw unexpected(`${functions} functions ${IMPORTS}`);
  return shortenExports(apply(glue, edits), renamed);
}

/**
 * @param {string} source A file that belongs to the glue, with the names of exports alone.
 * @param {Renamed} renamed
 * @returns {string}
 */
export function shortenExports(source, { exports }) {
  const edits = usesOfExports(source).map(({ name, property }) => {
    const [, text] = one(exports, ([long]) => long === name, name);
    return { start: property.start, end: property.end, text };
  });
  return apply(source, edits);
}

/**
 * Where a source asks for an export: of `wasm`, or by its name as a method of `Core`.
 * @param {string} source
 */
export function usesOfExports(source) {
  /** @type {{ name: string, property: import("./edits.mjs").Node }[]} */
  const uses = [];
  walk(parsed(source), (node) => {
    if (node.type !== "MemberExpression") return;
    const { object, property } = node;
    if (object.type === "MemberExpression" && isNamed(object.property, "exports")) {
      throw unexpected("an export that is not taken from the variable wasm");
    }
    const isCore = isNamed(object, "core");
    if (!isCore && !isNamed(object, "wasm")) return;
    const name = exportName(node);
    if (!isCore) uses.push({ name, property });
    else if (name !== WITH_TEXT) uses.push({ name: `core_${name}`, property });
  });
  return uses;
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

/** @param {import("acorn").MemberExpression} node */
function exportName({ property, computed }) {
  if (computed || property.type !== "Identifier") throw unexpected("an export without a name");
  return property.name;
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
