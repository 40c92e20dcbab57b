/**
 * Set-up: installs what is missing and says so. It changes nothing that is there already, so every
 * other script begins with it.
 *
 * Only Rust (rustup) and Node are taken for granted. Nothing here is an npm package: it runs before
 * `npm ci` did.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findOrInstallBrowser } from "./browser.mjs";
import { root, toolsBin, toolsDir } from "./paths.mjs";
import { readPins } from "./pins.mjs";
import { attempt, endOnSignal, run } from "./run.mjs";
import { Stop, runAsProgram, say } from "./terminal.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";

/**
 * @template {boolean} [B=false]
 * @param {{ browser?: B, wasmPack?: boolean, release?: boolean }} [options] Whether a Chromium,
 *   wasm-pack, and the tools of a release are needed too: only some tests need them.
 * @returns {Promise<{ pins: import("./pins.mjs").Pins, browser: B extends true ? import("./browser.mjs").Browser : undefined }>}
 */
export async function setUp(options = {}) {
  await setUpRust();
  const pins = await readPins();
  // npm waits for its downloads most of the time, while cargo compiles.
  await Promise.all([setUpWasmBindgen(pins), setUpNpmPackages(pins)]);
  if (options.wasmPack) await setUpWasmPack(pins);
  if (options.release) await setUpReleaseTools(pins);
  const browser = options.browser ? await findOrInstallBrowser() : undefined;
  return { pins, browser: /** @type {any} */ (browser) };
}

/** What `npm run fuzz` needs: no npm package, and a tool that nothing else uses. */
export async function setUpFuzzing() {
  await setUpRust();
  const { cargoFuzz } = await readPins();
  await setUpCargoTool("cargo-fuzz", "cargo-fuzz", cargoFuzz, [["--locked"], []]);
}

/**
 * What `npm run size` needs beside the build.
 * @param {import("./pins.mjs").Pins} pins
 */
export function setUpTwiggy({ twiggy }) {
  return setUpCargoTool("twiggy", "twiggy", twiggy, [["--locked"], []]);
}

/** What `npm run mutants` needs, likewise. Returns the version of cargo-mutants. */
export async function setUpMutants() {
  await setUpRust();
  const { cargoMutants } = await readPins();
  // This one, too, knows its version only as a command of cargo's.
  const asked = ["mutants", "--version"];
  await setUpCargoTool("cargo-mutants", "cargo-mutants", cargoMutants, [["--locked"], []], asked);
  return cargoMutants;
}

/** The toolchain of rust-toolchain.toml, its components, and the wasm target. */
async function setUpRust() {
  const { code, output } = await attempt("rustup", ["show", "active-toolchain"], rustup);
  if (code === 127) {
    throw new Stop(
      "rustup was not found: install Rust from https://rustup.rs, then run this again.",
    );
  }
  // rustup may be told not to install by itself, so all that is missing is asked for by name.
  if (code !== 0) await addToolchain(output);
  const targets = await installed("target");
  if (!targets.includes(WASM_TARGET)) await add("target", WASM_TARGET);
  const components = await installed("component");
  for (const component of ["rustfmt", "clippy"]) {
    if (!components.includes(component)) await add("component", component);
  }
}

const rustup = { cwd: root, quiet: true };

/** @param {string} complaint What rustup said when it was asked for the toolchain. */
async function addToolchain(complaint) {
  const toml = readFileSync(join(root, "rust-toolchain.toml"), "utf8");
  const channel = /^channel = "(.+)"$/m.exec(toml)?.[1];
  if (!channel) throw new Stop(`rustup has no toolchain for this folder: ${complaint.trim()}`);
  say(`installing Rust ${channel}`);
  await run("rustup", ["toolchain", "install", channel, "--profile", "minimal"], {
    cwd: root,
    otherwise: `rustup could not install Rust ${channel}: install it by hand, then run this again.`,
  });
}

/** @param {"target" | "component"} kind */
function installed(kind) {
  return run("rustup", [kind, "list", "--installed"], {
    ...rustup,
    otherwise: `rustup cannot list its ${kind}s; mend what it says above.`,
  });
}

/**
 * @param {"target" | "component"} kind
 * @param {string} name
 */
async function add(kind, name) {
  say(`installing the Rust ${kind} ${name}`);
  await run("rustup", [kind, "add", name], {
    cwd: root,
    otherwise: `rustup could not add ${name}: run "rustup ${kind} add ${name}" by hand.`,
  });
}

// A lock file newer than the registry's index cannot be resolved, as wasm-bindgen-cli's can be. So each
// tool has the way that is likely to work, and the other one after it.

/** @param {import("./pins.mjs").Pins} pins */
function setUpWasmBindgen({ wasmBindgen }) {
  return setUpCargoTool("wasm-bindgen-cli", "wasm-bindgen", wasmBindgen, [[], ["--locked"]]);
}

/** @param {import("./pins.mjs").Pins} pins */
function setUpWasmPack({ wasmPack }) {
  return setUpCargoTool("wasm-pack", "wasm-pack", wasmPack, [["--locked"], []]);
}

/** @param {import("./pins.mjs").Pins} pins */
async function setUpReleaseTools({ cargoDeny, cargoCyclonedx }) {
  await setUpCargoTool("cargo-deny", "cargo-deny", cargoDeny, [["--locked"], []]);
  // This one knows its version only as a command of cargo's.
  const asked = ["cyclonedx", "--version"];
  const ways = [["--locked"], []];
  await setUpCargoTool("cargo-cyclonedx", "cargo-cyclonedx", cargoCyclonedx, ways, asked);
}

/**
 * @param {string} crate
 * @param {string} program
 * @param {string} version
 * @param {string[][]} ways Arguments to try, one list after the other.
 * @param {string[]} [asked] What it says its version to.
 */
async function setUpCargoTool(crate, program, version, ways, asked = ["--version"]) {
  const { stdout } = await attempt(join(toolsBin, program), asked, { quiet: true });
  if (stdout.trim().split(/\s+/)[1] === version) return;
  say(`building ${crate} ${version} into .tools (a minute or two, once)`);
  for (const way of ways) {
    // Not optimized, and without what a debugger needs: either takes longer than it saves.
    const args = ["install", "--debug", "--root", toolsDir, `${crate}@${version}`, "--force"];
    const options = { cwd: root, env: { CARGO_PROFILE_DEV_DEBUG: "0" } };
    if ((await attempt("cargo", [...args, ...way], options)).code === 0) return;
  }
  throw new Stop(`cargo could not install ${crate} ${version}; see what it says above.`);
}

/** @param {import("./pins.mjs").Pins} pins */
async function setUpNpmPackages(pins) {
  const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
  if (wanted.binaryen !== pins.binaryen) {
    throw new Stop(
      `package.json asks for binaryen ${wanted.binaryen} and Cargo.toml for ${pins.binaryen}: make them agree.`,
    );
  }
  if (npmPackagesAreCurrent()) return;
  say("installing the npm packages (npm ci)");
  // No script is needed: what esbuild and TypeScript run comes as a package for each platform.
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: root,
    otherwise: "npm ci failed; see what it says above.",
  });
}

/** npm writes its own lock file into node_modules when it is done. */
function npmPackagesAreCurrent() {
  const done = join(root, "node_modules", ".package-lock.json");
  return (
    existsSync(done) && statSync(done).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs
  );
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { browser } = await setUp({ browser: true, wasmPack: true, release: true });
  say(`everything is there (Chromium: ${browser.chrome})`);
});
