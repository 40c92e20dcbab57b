/** What a wasm consists of: its sections, and its functions by the names that its name section gives. */

/** @typedef {{ name: string, bytes: number }} Item */

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
const HEADER_BYTES = 8;
const CUSTOM = 0;
const CODE = 10;
/** The part of the name section that names functions. */
const FUNCTION_NAMES = 1;

/**
 * @param {Uint8Array<ArrayBuffer>} wasm
 * @returns {{ sections: Item[], functions: Item[] }}
 */
export function contentsOf(wasm) {
  /** @type {Item[]} */
  const sections = [];
  /** @type {number[]} */
  let bodies = [];
  /** @type {Map<number, string>} */
  let names = new Map();
  const reader = new Reader(wasm.subarray(HEADER_BYTES));
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const content = new Reader(reader.bytes(reader.number()));
    sections.push({ name: SECTIONS[id] ?? "unknown", bytes: content.length });
    if (id === CODE) bodies = content.list(() => content.bytes(content.number()).length);
    if (id === CUSTOM && content.text() === "name") names = functionNames(content);
  }
  // Imported functions have the first numbers.
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(
    ({ kind }) => kind === "function",
  ).length;
  const functions = bodies.map((bytes, index) => ({
    // Without the hashes of the crate or of the function.
    name: (names.get(imported + index) ?? "(without a name)").replaceAll(
      /\[[0-9a-f]{8,}\]|::h[0-9a-f]{16}$/g,
      "",
    ),
    bytes,
  }));
  return { sections, functions };
}

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

/** @param {Reader} content Of the name section, behind its own name. */
function functionNames(content) {
  while (!content.isAtEnd) {
    const kind = content.byte();
    const names = new Reader(content.bytes(content.number()));
    if (kind !== FUNCTION_NAMES) continue;
    return new Map(names.list(() => /** @type {const} */ ([names.number(), names.text()])));
  }
  return new Map();
}

class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get length() {
    return this.#bytes.length;
  }

  get isAtEnd() {
    return this.#at >= this.length;
  }

  byte() {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  /** @param {number} length */
  bytes(length) {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text() {
    return new TextDecoder().decode(this.bytes(this.number()));
  }

  /**
   * @template T
   * @param {() => T} item
   */
  list(item) {
    return Array.from({ length: this.number() }, item);
  }
}
