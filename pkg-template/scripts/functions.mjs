/** What a wasm consists of, by twiggy's names. */

/** @typedef {{ name: string, bytes: number }} Item */

/** How twiggy names what is no function. */
const KINDS = /** @type {const} */ ([
  ["imports", /^import /],
  ["exports", /^export /],
  ["data", /^data segment /],
  ["types", /^type\[/],
  ["names", /^"[a-z]+ names" subsection|^custom section/],
  ["headers, tables and globals", /headers$|^(table|elem|global|memory)\[|^wasm magic bytes/],
]);
const CODE = "code";

/**
 * @param {string} json What `twiggy top --format json` prints.
 * @returns {Item[]}
 */
export function itemsOf(json) {
  /** @type {{ name: string, shallow_size: number }[]} */
  const rows = JSON.parse(json);
  return rows.map(({ name, shallow_size: bytes }) => ({
    name: name.replace(/::h[0-9a-f]{16}$/, ""),
    bytes,
  }));
}

/** @param {string} name Of an item. */
export function kindOf(name) {
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? CODE;
}

/** @param {Item} item */
export const isFunction = ({ name }) => kindOf(name) === CODE;

/**
 * The crate that a function was written in, by its demangled name: the first that its path names. What
 * wasm-bindgen exports has no path.
 * @param {string} name
 */
export function crateOf(name) {
  return /[a-z]\w*(?=::)/.exec(name)?.[0] ?? "(exports and C's names)";
}

/**
 * Sums by what `key` says of each, the largest first.
 * @param {Item[]} items
 * @param {(name: string) => string} key
 * @returns {Item[]}
 */
export function summed(items, key) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { name, bytes } of items) sums.set(key(name), (sums.get(key(name)) ?? 0) + bytes);
  return [...sums]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
}
