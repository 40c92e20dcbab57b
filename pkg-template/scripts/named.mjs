/**
 * Where the bytes of a wasm are: read from its name section, as wasm-bindgen demangled it.
 *
 * A function is counted where it was written: a method with its type, any other with its path. What
 * the standard library made for a type of this crate (`Vec<Customer>::push`) is the library's.
 */
import { BinaryReader } from "wasmparser";

/**
 * @typedef {object} Code
 * @property {string} name
 * @property {number} bytes
 *
 * @typedef {Code & { at: number }} Body Where in the wasm it begins, too.
 *
 * @typedef {{ functions: Body[], sections: Code[] }} Parts The sections other than the code's.
 */

// Of wasmparser's `const enum`s, which JavaScript cannot take from its types.
const END_WASM = 2;
const BEGIN_SECTION = 3;
const END_SECTION = 4;
const IMPORT_SECTION_ENTRY = 12;
const NAME_SECTION_ENTRY = 19;
const BEGIN_FUNCTION_BODY = 28;
const END_FUNCTION_BODY = 31;
const OF_FUNCTIONS = 0;
const NAMES_OF_FUNCTIONS = 1;
const SECTIONS = [
  "custom",
  "types",
  "imports",
  "functions",
  "tables",
  "memory",
  "globals",
  "exports",
  "start",
  "elements",
  "code",
  "data",
  "data count",
];
const CODE = 10;

/**
 * @param {Uint8Array} wasm
 * @returns {Parts}
 */
export function partsOf(wasm) {
  const reader = new BinaryReader();
  reader.setData(new Uint8Array(wasm).buffer, 0, wasm.length);
  /** @type {Map<number, string>} */
  const names = new Map();
  /** @type {{ at: number, bytes: number }[]} */
  const bodies = [];
  /** @type {Code[]} */
  const sections = [];
  let imported = 0;
  let began = 0;
  let section = 0;
  while (reader.read() && Number(reader.state) !== END_WASM) {
    const state = Number(reader.state);
    const result = /** @type {any} */ (reader.result);
    if (state === BEGIN_SECTION) {
      section = Number(result.id);
      began = reader.position;
    } else if (state === END_SECTION && section > 0 && section !== CODE) {
      sections.push({ name: SECTIONS[section] ?? "unknown", bytes: reader.position - began });
    } else if (state === IMPORT_SECTION_ENTRY && Number(result.kind) === OF_FUNCTIONS) {
      imported += 1;
    } else if (state === BEGIN_FUNCTION_BODY) {
      began = reader.position;
    } else if (state === END_FUNCTION_BODY) {
      bodies.push({ at: began, bytes: reader.position - began });
    } else if (state === NAME_SECTION_ENTRY && Number(result.type) === NAMES_OF_FUNCTIONS) {
      for (const { index, name } of result.names) names.set(index, Buffer.from(name).toString());
    }
  }
  if (reader.error) throw reader.error;
  const functions = bodies.map((body, index) => ({
    name: names.get(imported + index) ?? "(without a name)",
    ...body,
  }));
  return { functions, sections };
}

/**
 * The path of the module that a function was written in.
 * @param {string} name
 */
export function moduleOf(name) {
  const [self, rest] = leadingType(readable(name));
  // What begins with a capital is a type, what is last a function, and what is behind them inside.
  const parts = (self === undefined ? rest : ownerOf(self))
    .replaceAll(/\{[^}]*\}/g, "")
    .split("::")
    .filter(Boolean);
  const type = parts.findIndex((part) => /^[A-Z]/.test(part));
  const modules = type >= 0 ? parts.slice(0, type) : self === undefined ? parts.slice(0, -1) : [];
  if (modules.length) return modules.join("::");
  // `str`, `u8` and their like have no path, and what wasm-bindgen adds has no module.
  return self === undefined ? "(the boundary, and C's names)" : "core";
}

/**
 * Of `T as Trait` it is T, or the trait where T is a type of the language.
 * @param {string} self
 */
function ownerOf(self) {
  const [type = "", trait] = withoutGenerics(self).split(" as ");
  const bare = type.replace(/^(&|mut |dyn |\*const |\*mut |\[|\()+/, "");
  return bare.includes("::") || !trait ? bare : trait;
}

/**
 * What is between the angle brackets that a name begins with, and what comes after; without any,
 * the name alone.
 * @param {string} name
 * @returns {[string | undefined, string]}
 */
function leadingType(name) {
  if (!name.startsWith("<")) return [undefined, withoutGenerics(name)];
  let depth = 0;
  for (let end = 0; end < name.length; end++) {
    if (name[end] === "<") depth += 1;
    else if (name[end] === ">" && name[end - 1] !== "-") depth -= 1;
    if (depth === 0) {
      const inner = name.slice(1, end);
      // `<<T as Trait>::Type as Other>::f`
      return inner.startsWith("<") ? leadingType(inner) : [inner, name.slice(end + 1)];
    }
  }
  return [undefined, name];
}

/** @param {string} path */
function withoutGenerics(path) {
  for (let before = path; ; before = path) {
    path = path.replaceAll("->", "").replaceAll(/(::)?<[^<>]*>/g, "");
    if (path === before) return path;
  }
}

/**
 * Without the crates' hashes.
 * @param {string} name
 */
export const readable = (name) => name.replaceAll(/\[[0-9a-f]{8,}\]/g, "");

/**
 * Sums by what `key` says of each, the largest first.
 * @param {Code[]} codes
 * @param {(name: string) => string} key
 * @returns {Code[]}
 */
export function summed(codes, key) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { name, bytes } of codes) sums.set(key(name), (sums.get(key(name)) ?? 0) + bytes);
  return [...sums]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
}
