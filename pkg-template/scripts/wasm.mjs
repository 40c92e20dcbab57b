/**
 * From the crate to a finished wasm with its JavaScript and its types: cargo, wasm-bindgen, wasm-opt,
 * esbuild. Nothing here changes what rustc or wasm-bindgen wrote, but for one byte
 * (`withoutReferenceTypes`).
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { root, toolsBin, workDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { remapped } from "./sources.mjs";
import { Stop, say } from "./terminal.mjs";

/**
 * @typedef {object} Part One of the package's two wasm files.
 * @property {string} name
 * @property {string[]} features Arguments for cargo.
 * @property {string} entry What users import of the glue, as a module beside it.
 * @property {string[]} rustflags
 */

/**
 * @typedef {object} Built Paths of what came out.
 * @property {string} wasm
 * @property {string} unoptimized The wasm before wasm-opt, with the names of its functions.
 * @property {string} js The glue. Its importer decides where the wasm comes from.
 * @property {string} types
 */

const WASM_OPT = join(root, "node_modules", "binaryen", "bin", "wasm-opt");
// No feature flags: wasm-opt reads them in the target_features section, and strips that at the end.
const OPTIMIZE = [
  "-Oz",
  "--converge",
  // rustc inlined what is called once where that pays; more of it is 300 bytes larger (brotli).
  "--one-caller-inline-max-function-size=0",
  "--strip-producers",
  "--strip-target-features",
];
// With reference types an export can return a JavaScript value as it is, and the V8 of Node 20 and 22
// ends the process where it throws away optimized code under such a call. See
// `tests/package/deoptimized.test.mjs`.
const HANDLES = "-Ctarget-feature=-reference-types";
// With the rlib beside it, generic functions are kept whole to be shared with its users: 8 % more.
const CDYLIB = ["--lib", "--crate-type", "cdylib"];
const BINDGEN_FLAGS = ["--omit-default-module-path", "--remove-producers-section"];
/** Node prints the line that threw an error which nobody caught, however long it is. */
export const LINE_LIMIT = 500;
/**
 * What esbuild would warn of in wasm-bindgen's glue: a class with a method `free` of its own has two,
 * of which the second is its own and counts; a file that several Rust modules import from is a module
 * of the imports several times.
 * @type {import("esbuild").BuildOptions["logOverride"]}
 */
export const LOG_OVERRIDE = {
  "duplicate-class-member": "silent",
  "duplicate-object-key": "silent",
};

/**
 * @param {Part} part
 * @param {import("./pins.mjs").Pins} pins
 * @returns {Promise<Built>}
 */
export async function buildWasm(part, pins) {
  const compiled = await compile(part);
  const dir = join(workDir, part.name, "out");
  const built = {
    wasm: join(dir, "final.wasm"),
    unoptimized: join(dir, "part_bg.wasm"),
    js: join(dir, "final.js"),
    types: join(dir, "types", "part.d.ts"),
  };
  // All that follows depends on nothing else, so it is done again only when one of these changed.
  const inputs = JSON.stringify([pins, part, hash(compiled), hash(new URL(import.meta.url))]);
  const stamp = join(dir, "inputs.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === inputs) return built;

  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  say(`${part.name}: wasm-bindgen`);
  await bindgen(compiled, "web", dir, BINDGEN_FLAGS);
  // The web target's types speak of loading too, in terms of the DOM. The bundler target's, of the
  // same crate, speak of the classes alone; nothing else of it is used.
  await bindgen(compiled, "bundler", join(dir, "types"), []);
  say(`${part.name}: wasm-opt`);
  await optimize(built.unoptimized, built.wasm, ["--strip-debug"]);
  await bundleGlue(part, dir, built.js);
  writeFileSync(stamp, inputs);
  return built;
}

/**
 * @param {Part} part
 * @returns {Promise<string>} The path of a wasm that is ready for wasm-bindgen.
 */
async function compile({ name, features, rustflags }) {
  say(`${name}: cargo build`);
  // A folder each: cargo gives both wasm files one name, and would take either for the other.
  const target = join(workDir, name, "cargo");
  const args = ["--release", "--target", "wasm32-unknown-unknown", "--target-dir", target];
  const flags = [HANDLES, ...rustflags, ...(await remapped())];
  await run("cargo", ["rustc", ...CDYLIB, ...args, ...features], {
    cwd: root,
    // Whatever flags a machine is set to, the wasm is to be the same: these alone count.
    env: { CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") },
    otherwise: `The ${name} does not compile; see what cargo says above.`,
  });
  const compiled = join(target, "wasm32-unknown-unknown", "release", "reportei_customers.wasm");
  const ready = join(target, "without-reference-types.wasm");
  writeFileSync(ready, withoutReferenceTypes(readFileSync(compiled)));
  return ready;
}

/**
 * Changes one byte, the only one that the build changes in what rustc wrote: the section
 * `target_features` then says that reference types are not used. The flag `HANDLES` keeps them out of
 * this crate's code, but the standard library comes compiled, and names the feature; wasm-bindgen goes
 * by that section.
 * @param {Buffer} wasm
 */
export function withoutReferenceTypes(wasm) {
  const feature = "\u000freference-types";
  const at = wasm.lastIndexOf(`+${feature}`);
  if (at < 0) throw new Stop("The wasm no longer says that it has reference types: see wasm.mjs.");
  wasm.write("-", at);
  return wasm;
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string[]} flags What becomes of the names of functions.
 */
export async function optimize(from, to, flags) {
  await run(process.execPath, [WASM_OPT, ...OPTIMIZE, ...flags, from, "-o", to], {
    otherwise: "wasm-opt refused the wasm; see what it says above.",
  });
}

/** @param {string | URL} file */
function hash(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/**
 * @param {string} wasm
 * @param {"web" | "bundler"} target
 * @param {string} dir
 * @param {string[]} flags
 */
async function bindgen(wasm, target, dir, flags) {
  const args = [wasm, "--target", target, "--out-dir", dir, "--out-name", "part", ...flags];
  await run(join(toolsBin, "wasm-bindgen"), args, {
    otherwise: "wasm-bindgen refused the wasm; see what it says above.",
  });
}

/**
 * Makes one module of the glue and the JavaScript files of the crate that it imports.
 * @param {Part} part
 * @param {string} dir
 * @param {string} outfile
 */
async function bundleGlue({ name, entry }, dir, outfile) {
  await esbuild({
    stdin: {
      contents: entry,
      resolveDir: dir,
      sourcefile: `${name}.js`,
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    outfile,
    // Else it notes each file's path, hash included, in a comment.
    minifyWhitespace: true,
    lineLimit: LINE_LIMIT,
    logLevel: "warning",
    logOverride: LOG_OVERRIDE,
    plugins: [{ name: "error", setup: keepError }],
  });
}

/**
 * What errors are made of stays a module of its own: who tells them from others, and makes no call,
 * needs nothing else of the package.
 * @param {import("esbuild").PluginBuild} build
 */
function keepError({ onResolve }) {
  onResolve({ filter: /\/error\.js$/ }, () => ({ path: "./error.js", external: true }));
}
