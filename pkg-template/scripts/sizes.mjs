/**
 * How many bytes each way to use the package costs its users, and how many it may.
 *
 * Counted is what a bundler makes of an import: all that it brings, minified by esbuild, and then
 * compressed file by file as a server would.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { pkgDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { LOG_OVERRIDE } from "./wasm.mjs";

/** @typedef {{ raw: number, gzip: number, brotli: number }} Sizes */

/**
 * @typedef {object} Way A way to use the package.
 * @property {string} name
 * @property {string} [entry] The file that is imported.
 * @property {string[]} [files] What is loaded beside it.
 * @property {number} [most] The budget: what `npm test` allows, compressed by brotli.
 */

const WASM = "reportei_customers.wasm";

/** @type {Way[]} */
export const WAYS = [
  {
    name: 'import "reportei-customers"',
    entry: "index.js",
    most: 64_700,
  },
  {
    name: "slim + .wasm file",
    entry: "slim.js",
    files: [WASM],
    most: 64_300,
  },
  { name: ".wasm file alone", files: [WASM] },
  { name: 'import "reportei-customers/sandbox"', entry: "sandbox/index.js" },
];

/**
 * @param {Way} way
 * @param {string} [dir] The package, built or installed.
 * @returns {Promise<Sizes>}
 */
export async function sizesOf({ entry, files = [] }, dir = pkgDir) {
  const loaded = files.map((name) => readFileSync(join(dir, name)));
  if (entry) loaded.push(Buffer.from((await bundled(entry, dir)).contents));
  return {
    raw: sum(loaded.map(({ length }) => length)),
    gzip: sum(loaded.map((file) => gzipSync(file, { level: 9 }).length)),
    brotli: sum(loaded.map((file) => brotliCompressSync(file, BROTLI).length)),
  };
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/**
 * What a bundler makes of an entry.
 * @param {string} entry
 * @param {string} [dir]
 */
export async function bundled(entry, dir = pkgDir) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(dir, entry)],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    outdir: dir,
    metafile: true,
    logLevel: "warning",
    logOverride: LOG_OVERRIDE,
  });
  const [output] = Object.values(metafile.outputs);
  const [file] = outputFiles;
  if (!output || !file) throw new Error(`esbuild made nothing of ${entry}.`);
  return { contents: file.contents, inputs: output.inputs };
}

/** Prints the table. */
export async function printSizes() {
  console.log(`\n${line(["bytes, minified", "raw", "gzip", "brotli", "budget"])}`);
  for (const way of WAYS) {
    const { raw, gzip, brotli } = await sizesOf(way);
    console.log(line([way.name, ...[raw, gzip, brotli, way.most].map(shown)]));
  }
  const packed = await run("npm", ["pack", "--dry-run", "--json"], {
    cwd: pkgDir,
    quiet: true,
    otherwise: "npm cannot pack pkg/; see what it says above.",
  });
  const [{ size, unpackedSize, entryCount }] = JSON.parse(packed);
  console.log(
    `tarball: ${entryCount} files, ${shown(size)} bytes, ${shown(unpackedSize)} unpacked\n`,
  );
}

/** @param {number} [size] */
export const shown = (size) => size?.toLocaleString("en") ?? "";

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {string[]} cells */
function line([name = "", ...sizes]) {
  return [name.padEnd(36), ...sizes.map((size) => size.padStart(12))].join("").trimEnd();
}
