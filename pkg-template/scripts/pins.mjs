/** The versions that must agree with each other. Cargo.toml is the one place that states them. */
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { Stop } from "./terminal.mjs";

/**
 * @typedef {object} Pins
 * @property {string} version This project's own.
 * @property {string} wasmBindgen Of the crate, hence of the CLI.
 * @property {string} wasmPack
 * @property {string} cargoFuzz
 * @property {string} binaryen The npm package that carries wasm-opt.
 */

/** @returns {Promise<Pins>} */
export async function readPins() {
  const metadata = await run("cargo", ["metadata", "--format-version", "1", "--no-deps"], {
    cwd: root,
    quiet: true,
    otherwise: "Cargo cannot read Cargo.toml; mend what it says above.",
  });
  const [crate] = JSON.parse(metadata).packages;
  /** @type {{ name: string, kind: string | null, req: string }[]} */
  const dependencies = crate.dependencies;
  const wasmBindgen = dependencies.find(({ name, kind }) => name === "wasm-bindgen" && !kind)?.req;
  const tools = crate.metadata?.tools ?? {};
  const { "wasm-pack": wasmPack, "cargo-fuzz": cargoFuzz, binaryen } = tools;
  if (!wasmBindgen?.startsWith("=") || !wasmPack || !cargoFuzz || !binaryen) {
    throw new Stop(
      'Cargo.toml must pin wasm-bindgen as "=x.y.z", and name wasm-pack, cargo-fuzz and binaryen in [package.metadata.tools].',
    );
  }
  const { version } = crate;
  return { version, wasmBindgen: wasmBindgen.slice(1), wasmPack, cargoFuzz, binaryen };
}
