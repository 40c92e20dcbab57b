/** How many bytes each way to use the package costs its users. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { pkgDir } from "./paths.mjs";
import { run } from "./run.mjs";

/** Prints the table. */
export async function printSizes() {
  const wasm = readFileSync(join(pkgDir, "reportei_customers.wasm"));
  /** @type {[string, Uint8Array[]][]} */
  const rows = [
    ['import "reportei-customers"', [await bundled("index.js")]],
    ["slim + .wasm file", [await bundled("slim.js"), wasm]],
    [".wasm file alone", [wasm]],
    ['import "reportei-customers/sandbox"', [await bundled("sandbox/index.js")]],
  ];
  console.log(`\n${line(["bytes, minified", "raw", "gzip", "brotli"])}`);
  for (const [name, files] of rows) {
    const sizes = [
      sum(files),
      sum(files.map(gzip)),
      sum(files.map((file) => brotliCompressSync(file))),
    ];
    console.log(line([name, ...sizes.map((size) => size.toLocaleString("en"))]));
  }
  const packed = await run("npm", ["pack", "--dry-run", "--json"], {
    cwd: pkgDir,
    quiet: true,
    otherwise: "npm cannot pack pkg/; see what it says above.",
  });
  const [{ size, unpackedSize, entryCount }] = JSON.parse(packed);
  console.log(
    `tarball: ${entryCount} files, ${size.toLocaleString("en")} bytes, ${unpackedSize.toLocaleString("en")} unpacked\n`,
  );
}

/** @param {string} entry */
async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(pkgDir, entry)],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** @param {Uint8Array} file */
const gzip = (file) => gzipSync(file, { level: 9 });

/** @param {Uint8Array[]} files */
const sum = (files) => files.reduce((total, { length }) => total + length, 0);

/** @param {string[]} cells */
function line([name = "", ...sizes]) {
  return [name.padEnd(38), ...sizes.map((size) => size.padStart(10))].join("");
}
