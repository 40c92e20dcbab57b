/** From the crate to a finished wasm with its JavaScript and its types. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { shortenExports, shortenNames, usesOfExports } from "./glue.mjs";
import { orderFunctions, withFunctionsOrdered } from "./order.mjs";
import { withExportsOnly, withoutPanicMessages } from "./panics.mjs";
import { root, toolsBin, workDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { remapped } from "./sources.mjs";
import { Stop, say } from "./terminal.mjs";
import { checkTrimmed, trimmed } from "./trim.mjs";

/**
 * @typedef {object} Part One of the package's two wasm files.
 * @property {string} name
 * @property {string[]} features Arguments for cargo.
 * @property {string[]} rustflags
 * @property {boolean} isGuarded Whether users reach its classes by JavaScript of the crate alone.
 */

/**
 * @typedef {object} Built Paths of what came out.
 * @property {string} wasm
 * @property {string} js The glue, which leaves it to its importer where the wasm comes from.
 * @property {string} types
 */

const WASM_OPT = join(root, "node_modules", "binaryen", "bin", "wasm-opt");
// No feature flags: wasm-opt reads them in the target_features section, and strips that at the end.
const OPTIMIZE = [
  "-Oz",
  "--converge",
  // Inlining saves a call here and a local there, and costs what a compressor finds again elsewhere.
  "--always-inline-max-function-size=0",
  "--one-caller-inline-max-function-size=20",
  // What both of these save in bytes they take from what a compressor finds alike.
  "--skip-pass=dae-optimizing",
  "--skip-pass=memory-packing",
  // Nothing is below 1 KiB: the linker begins the data there.
  "--low-memory-unused",
];
const STRIP = ["--strip-producers", "--strip-target-features"];
// By itself: as one of several steps until nothing more is found, it would be done again and again.
const SHORTEN_NAMES = ["--minify-imports-and-exports-and-modules"];
/** The files whose change makes a new wasm of the same crate. */
const MAKERS = ["wasm", "edits", "glue", "named", "order", "panics", "trim"].map(
  (name) => new URL(`./${name}.mjs`, import.meta.url),
);
/** What stands in the place of the rest of wasm-bindgen's. */
const OWN_GLUE = new URL("../../src/js/wasm.js", import.meta.url);
// With reference types an export can return a JavaScript value as it is, and the V8 of Node 20 and 22
// ends the process where it throws away optimized code under such a call. Handles are smaller, too.
const HANDLES = "-Ctarget-feature=-reference-types";
// LLVM passes that save in instructions what they take from a compressor: it finds what is alike in
// two branches by itself, and need not be told by locals and jumps how the branches share it.
const PLAIN = ["enable-pre", "simplifycfg-sink-common", "simplifycfg-hoist-common"].map(
  (pass) => `-Cllvm-args=-${pass}=false`,
);
// The older way to write names leaves out which crate a type is of, and orders functions otherwise.
const NAMES = "-Csymbol-mangling-version=v0";
// Where the library is made beside it, for the tests, generic functions are kept whole to be shared
// with its users, and nothing is inlined into or out of them: 8 % more.
const CDYLIB = ["--lib", "--crate-type", "cdylib"];
const BINDGEN_FLAGS = ["--omit-default-module-path", "--remove-producers-section"];

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
    js: join(dir, "final.js"),
    types: join(dir, "types", "part.d.ts"),
  };
  // All that follows depends on nothing else, so it is done again only when one of these changed.
  const inputs = JSON.stringify([pins, part, ...[compiled, OWN_GLUE, ...MAKERS].map(hash)]);
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
  await optimize(part, dir, built.wasm, ["--strip-debug"]);
  await bundleGlue(part, dir, built.js);
  writeFileSync(stamp, inputs);
  return built;
}

/**
 * The wasm of a part as `buildWasm` makes it, but that it keeps the names of its functions.
 * @param {Part} part
 * @returns {Promise<string>} Its path.
 */
export async function buildNamedWasm(part) {
  const named = { ...part, name: `${part.name}-named` };
  const compiled = await compile(named, { CARGO_PROFILE_RELEASE_STRIP: "none" });
  const dir = join(workDir, named.name, "out");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  say(`${named.name}: wasm-bindgen and wasm-opt`);
  await bindgen(compiled, "web", dir, BINDGEN_FLAGS);
  const wasm = join(dir, "final.wasm");
  await optimize(part, dir, wasm, ["--debuginfo"]);
  return wasm;
}

/**
 * @param {Part} part
 * @param {NodeJS.ProcessEnv} [env]
 */
async function compile({ name, features, rustflags }, env) {
  say(`${name}: cargo build`);
  // A folder each: cargo gives both wasm files one name, and would take either for the other.
  const target = join(workDir, name, "cargo");
  const args = ["--release", "--target", "wasm32-unknown-unknown", "--target-dir", target];
  await run("cargo", ["rustc", ...CDYLIB, ...args, ...features], {
    cwd: root,
    // Whatever flags a machine is set to, the wasm is to be the same: these alone count.
    env: {
      ...env,
      CARGO_ENCODED_RUSTFLAGS: [HANDLES, NAMES, ...PLAIN, ...rustflags, ...(await remapped())].join(
        "\x1f",
      ),
    },
    otherwise: `The ${name} does not compile; see what cargo says above.`,
  });
  const compiled = join(target, "wasm32-unknown-unknown", "release", "reportei_customers.wasm");
  const handing = join(target, "handing-over-handles.wasm");
  writeFileSync(handing, withoutReferenceTypes(readFileSync(compiled)));
  return handing;
}

/**
 * The wasm without the word, in its section of features, that it has reference types: it is the
 * standard library's, which comes compiled, and wasm-bindgen goes by it.
 * @param {Buffer} wasm
 */
function withoutReferenceTypes(wasm) {
  const feature = "\u000freference-types";
  const at = wasm.lastIndexOf(`+${feature}`);
  if (at < 0) throw new Stop("The wasm no longer says that it has reference types: see wasm.mjs.");
  wasm.write("-", at);
  return wasm;
}

/**
 * Makes what wasm-bindgen left in a folder smaller: the wasm, and its glue with it.
 * @param {Part} part
 * @param {string} dir
 * @param {string} to The wasm; the glue stays where it is.
 * @param {string[]} flags
 */
async function optimize(part, dir, to, flags) {
  const otherwise = "wasm-opt refused the wasm; see what it says above.";
  const silenced = join(dir, "silenced.wasm");
  await withoutPanicMessages(join(dir, "part_bg.wasm"), silenced, part);
  const file = join(dir, "part.js");
  let glue = readFileSync(file, "utf8");
  const own = part.isGuarded ? readFileSync(OWN_GLUE, "utf8") : "";
  /** @type {Map<string, string>} */
  const others = new Map();
  if (part.isGuarded) {
    glue = trimmed(glue);
    for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
      if (/\bsnippets\b.*\.js$/.test(name)) {
        others.set(join(dir, name), readFileSync(join(dir, name), "utf8"));
      }
    }
    const uses = [glue, own, ...others.values()].flatMap(usesOfExports);
    await withExportsOnly(silenced, new Set(uses.map(({ name }) => name)));
  }
  const shrunk = join(dir, "shrunk.wasm");
  const shrink = [WASM_OPT, ...OPTIMIZE, "--debuginfo", silenced, "-o", shrunk];
  await run(process.execPath, shrink, { otherwise });
  await orderFunctions(shrunk);
  // What is imported for what was dropped meanwhile is gone now, and the glue need not have it.
  const shorten = [WASM_OPT, ...SHORTEN_NAMES, ...STRIP, ...flags, shrunk, "-o", to];
  const renamed = JSON.parse(await run(process.execPath, shorten, { quiet: true, otherwise }));
  glue = shortenNames(glue, renamed);
  if (part.isGuarded) checkTrimmed(glue);
  writeFileSync(file, glue + shortenExports(own, renamed));
  for (const [other, source] of others) writeFileSync(other, shortenExports(source, renamed));
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
 * Makes one module of the glue and the JavaScript files that it imports from the crate.
 * @param {Part} part
 * @param {string} dir
 * @param {string} outfile
 */
async function bundleGlue({ name }, dir, outfile) {
  const { outputFiles } = await esbuild({
    stdin: {
      contents: 'export * from "./part.js";',
      resolveDir: dir,
      sourcefile: `${name}.js`,
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    outfile,
    write: false,
    // Else it notes each file's path, hash included, in a comment.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "warning",
    plugins: [{ name: "error", setup: keepError }],
  });
  for (const { path, text } of outputFiles) writeFileSync(path, await withFunctionsOrdered(text));
}

/**
 * What errors are made of stays a module of its own: who tells them from others, and makes no call,
 * needs nothing else of the package.
 * @param {import("esbuild").PluginBuild} build
 */
function keepError({ onResolve }) {
  onResolve({ filter: /\/error\.js$/ }, () => ({ path: "./error.js", external: true }));
}
