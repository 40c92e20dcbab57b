/**
 * Builds `pkg/`, complete and ready for `npm publish`: the files of `pkg-template/`, and beside
 * them what is made here:
 *
 *     client.js, sandbox/sandbox.js   the glue of each wasm
 *     index.js, sandbox/index.js      the default entries, each with its wasm as text
 *     reportei_customers.wasm         the client's as a file, for those who can load one
 *     sandbox/sandbox.wasm            the sandbox's, for runtimes that compile none
 *     *.cjs                           each entry as CommonJS, and what entries share
 *     *.d.ts, *.d.cts                 the types, for either module system
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { manifestOf, readPlaces, withPlaces } from "../release/places.mjs";
import { declarationsOf, writeCommonJsTypes } from "./declarations.mjs";
import { inlined, inlining } from "./inline.mjs";
import { pkgDir, root, templateDir } from "./paths.mjs";
import { endOnSignal } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { printSums } from "./sums.mjs";
import { runAsProgram, say } from "./terminal.mjs";

/** @type {import("./wasm.mjs").Part} */
const CLIENT = {
  name: "client",
  features: [],
  // The class and the functions behind their guard, see `src/js/guard.js`.
  entry: `
    import * as part from "./part.js";
    export { failed, initSync, isReporteiError, ReporteiError } from "./part.js";
    export const ReporteiCustomers = /* @__PURE__ */ part.guarded(
      part.ReporteiCustomers,
      part.CustomerList,
      part.ListIterator,
      part.PageList,
    );
    export const parseTimestamp = /* @__PURE__ */ part.guardedFunction(part.parseTimestamp);
    export const trialStatus = /* @__PURE__ */ part.guardedFunction(part.trialStatus);
  `,
  // 256 KiB of stack instead of a mebibyte: less memory for each instance. A caller's `fetch` that calls
  // its own client takes some 700 bytes at each level. The stack lies before the data, as is the
  // linker's default, so that an overflow traps.
  rustflags: ["-Clink-arg=-zstack-size=262144"],
};

/** @type {import("./wasm.mjs").Part} */
const SANDBOX = {
  name: "sandbox",
  features: ["--no-default-features", "--features", "sandbox"],
  entry: 'export * from "./part.js";',
  rustflags: [],
};

/** What of `pkg-template/` is for developers, or goes into other files. */
const NOT_COPIED = ["README.md", "decode.js", "docs", "release", "scripts"];

/** The entries, and what they share. */
const COMMON_JS = ["index", "slim", "client", "error", "sandbox/index", "sandbox/serve"];

/** @param {import("./pins.mjs").Pins} pins */
export async function build(pins) {
  // Not before set-up: it needs esbuild.
  const { buildWasm } = await import("./wasm.mjs");
  // One after the other: each keeps all cores busy for most of its time.
  const client = await buildWasm(CLIENT, pins);
  const sandbox = await buildWasm(SANDBOX, pins);

  say("pkg: putting it together");
  copyTemplate(pins.version);
  copyFileSync(client.wasm, join(pkgDir, "reportei_customers.wasm"));
  copyFileSync(sandbox.wasm, join(pkgDir, "sandbox", "sandbox.wasm"));
  copyFileSync(client.js, join(pkgDir, "client.js"));
  copyFileSync(sandbox.js, join(pkgDir, "sandbox", "sandbox.js"));
  for (const [dir, part] of /** @type {const} */ ([
    ["", client],
    ["sandbox", sandbox],
  ])) {
    await writeEntry(join(dir, "index.js"), readFileSync(part.wasm));
    const types = declarationsOf(dir, readFileSync(part.types, "utf8"));
    writeFileSync(join(pkgDir, dir, "index.d.ts"), types);
  }
  await writeCommonJs();
  writeCommonJsTypes();
  return { client, sandbox };
}

/** @param {string} version */
function copyTemplate(version) {
  rmSync(pkgDir, { recursive: true, force: true });
  mkdirSync(pkgDir);
  cpSync(templateDir, pkgDir, {
    recursive: true,
    filter: (from) => !NOT_COPIED.includes(relative(templateDir, from)),
  });
  const places = readPlaces();
  const readme = readFileSync(join(root, "README.md"), "utf8");
  writeFileSync(join(pkgDir, "README.md"), withPlaces(readme, places));
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, file), join(pkgDir, file));
  }
  const template = JSON.parse(readFileSync(join(templateDir, "package.json"), "utf8"));
  const manifest = { ...template, version, ...manifestOf(places) };
  writeFileSync(join(pkgDir, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * A default entry as one module with its wasm and what starts it: each file more that is loaded takes
 * a fresh process a third of a millisecond. What other entries share with it stays outside.
 * @param {string} name
 * @param {Uint8Array} wasm
 */
async function writeEntry(name, wasm) {
  const { build: esbuild } = await import("esbuild");
  await esbuild({
    entryPoints: [join(templateDir, name)],
    outfile: join(pkgDir, name),
    bundle: true,
    external: ["./client.js", "./error.js", "./sandbox.js"],
    format: "esm",
    target: "es2022",
    // Not minified: with the white space would go the words by which bundlers drop what is unused.
    absWorkingDir: root,
    logLevel: "warning",
    plugins: [inlining(inlined(wasm))],
  });
}

/**
 * Each entry as CommonJS. What they share stays a module of its own, so that here too there is one
 * class, whichever entry it is taken from.
 */
async function writeCommonJs() {
  const { build: esbuild } = await import("esbuild");
  const { LINE_LIMIT, LOG_OVERRIDE } = await import("./wasm.mjs");
  await esbuild({
    entryPoints: COMMON_JS.map((name) => join(pkgDir, `${name}.js`)),
    outdir: pkgDir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2022",
    minifyWhitespace: true,
    lineLimit: LINE_LIMIT,
    logLevel: "warning",
    logOverride: LOG_OVERRIDE,
    plugins: [{ name: "shared", setup: keepShared }],
  });
}

/** @param {import("esbuild").PluginBuild} build */
function keepShared({ onResolve }) {
  onResolve({ filter: /\/(client|error)\.js$/ }, ({ kind, path }) =>
    kind === "entry-point" ? undefined : { path: path.replace(/js$/, "cjs"), external: true },
  );
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  const { printSizes } = await import("./sizes.mjs");
  await printSizes();
  await printSums();
});
