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
 * @property {string} cargoMutants
 * @property {string} twiggy
 * @property {string} cargoDeny
 * @property {string} cargoCyclonedx
 * @property {string} binaryen The npm package that carries wasm-opt.
 */

const TOOLS = [
  "wasm-pack",
  "cargo-fuzz",
  "cargo-mutants",
  "twiggy",
  "cargo-deny",
  "cargo-cyclonedx",
  "binaryen",
];

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
  const missing = TOOLS.filter((name) => !tools[name]);
  if (!wasmBindgen?.startsWith("=") || missing.length) {
    throw new Stop(
      `Cargo.toml must pin wasm-bindgen as "=x.y.z", and name ${TOOLS.join(", ")} in [package.metadata.tools].`,
    );
  }
  return {
    version: crate.version,
    wasmBindgen: wasmBindgen.slice(1),
    wasmPack: tools["wasm-pack"],
    cargoFuzz: tools["cargo-fuzz"],
    cargoMutants: tools["cargo-mutants"],
    twiggy: tools.twiggy,
    cargoDeny: tools["cargo-deny"],
    cargoCyclonedx: tools["cargo-cyclonedx"],
    binaryen: tools.binaryen,
  };
}
