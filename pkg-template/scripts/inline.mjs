/** A wasm as a JavaScript module, for entries that are to find it without a file. */
import { byteTable } from "../decode.js";
import { templateDir } from "./paths.mjs";

/** As many bytes as there are characters to stand for them alone. */
const SINGLES = 87;

/**
 * The module's source.
 * @param {Uint8Array} bytes
 */
export function inlined(bytes) {
  const { runs, text } = encode(bytes);
  return `import { decode } from "./decode.js";\nexport default /* @__PURE__ */ decode([${runs}], "${text}");\n`;
}

/**
 * Gives an entry, while it is bundled, that module for the `bytes.js` that it imports.
 * @param {string} contents
 * @returns {import("esbuild").Plugin}
 */
export function inlining(contents) {
  return {
    name: "inlining",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\.\/bytes\.js$/ }, ({ path }) => ({ path, namespace: "inlined" }));
      onLoad({ filter: /./, namespace: "inlined" }, () => ({ contents, resolveDir: templateDir }));
    },
  };
}

/**
 * The inverse of `decode`.
 * @param {Uint8Array} bytes
 * @returns {{ runs: number[], text: string }}
 */
export function encode(bytes) {
  const runs = runsOf(mostFrequent(bytes));
  /** @type {string[]} */
  const texts = [];
  byteTable(runs).forEach((byte, index) => {
    const first = ["", "}", "~"][Math.floor(index / 128)];
    texts[byte] = first + String.fromCharCode(index % 128);
  });
  return { runs, text: Array.from(bytes, (byte) => texts[byte]).join("") };
}

/** @param {Uint8Array} bytes */
function mostFrequent(bytes) {
  /** @type {number[]} */
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const sorted = counts.map((count, byte) => ({ count, byte })).sort((a, b) => b.count - a.count);
  return new Set(sorted.slice(0, SINGLES).map(({ byte }) => byte));
}

/**
 * How many bytes in a row are in the set, are not, are, and so on.
 * @param {Set<number>} set
 */
function runsOf(set) {
  const runs = [0];
  for (let byte = 0; byte < 256; byte++) {
    if (set.has(byte) !== (runs.length % 2 === 1)) runs.push(0);
    runs.push((runs.pop() ?? 0) + 1);
  }
  return runs;
}
