/**
 * `npm run sbom`: the bill of materials, in CycloneDX's form. The npm package depends on no other;
 * what is in its WebAssembly comes from crates, and cargo-cyclonedx lists them with their licences and
 * checksums.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, toolsBin } from "../scripts/paths.mjs";
import { endOnSignal, run } from "../scripts/run.mjs";
import { setUp } from "../scripts/setup.mjs";
import { runAsProgram, say } from "../scripts/terminal.mjs";

export const sbomFile = join(root, "target/release-files/reportei-customers.cdx.json");

/** cargo-cyclonedx writes beside Cargo.toml, and nowhere else. */
const WRITTEN = "reportei-customers.cdx";

const ARGS = [
  ...["--format", "json", "--spec-version", "1.5", "--override-filename", WRITTEN],
  // What either wasm can hold, and nothing that only compiles or tests it.
  ...["--target", "wasm32-unknown-unknown", "--all-features", "--no-build-deps"],
];

/** @param {{ version: string }} pins */
export async function writeSbom({ version }) {
  await run(join(toolsBin, "cargo-cyclonedx"), ["cyclonedx", ...ARGS], {
    cwd: root,
    quiet: true,
    otherwise: "cargo-cyclonedx cannot list the crates; see what it says above.",
  });
  mkdirSync(dirname(sbomFile), { recursive: true });
  renameSync(join(root, `${WRITTEN}.json`), sbomFile);
  const sbom = JSON.parse(withoutPlace(readFileSync(sbomFile, "utf8")));
  // What is shipped is the npm package.
  const { components: _, ...component } = sbom.metadata.component;
  sbom.metadata.component = { ...component, purl: `pkg:npm/reportei-customers@${version}` };
  writeFileSync(sbomFile, `${JSON.stringify(sbom, null, 2)}\n`);
  say("written: target/release-files/reportei-customers.cdx.json");
}

/**
 * The crate's own name has the folder in it, which is nobody's business.
 * @param {string} text
 */
function withoutPlace(text) {
  return text.replaceAll(`path+${pathToFileURL(root).href}#`, "");
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { pins } = await setUp({ release: true });
  await writeSbom(pins);
});
