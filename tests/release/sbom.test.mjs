// The bill of materials names what is in the wasm, and nothing of the machine that wrote it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { sbomFile, writeSbom } from "../../pkg-template/release/sbom.mjs";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { readPins } from "../../pkg-template/scripts/pins.mjs";

/** @type {string} */
let text;
/** @type {{ bomFormat: string, metadata: any, components: { name: string, version: string, licenses?: unknown[], hashes?: unknown[] }[] }} */
let sbom;

before(async () => {
  await writeSbom(await readPins());
  text = readFileSync(sbomFile, "utf8");
  sbom = JSON.parse(text);
});

test("it is of the npm package, in CycloneDX's form", async () => {
  const { version } = await readPins();
  assert.equal(sbom.bomFormat, "CycloneDX");
  assert.equal(sbom.metadata.component.purl, `pkg:npm/reportei-customers@${version}`);
});

test("it names each crate that the lock file has for the wasm, with licence and checksum", () => {
  const tree = ["tree", "--prefix", "none", "--edges", "normal", "--format", "{p}"];
  const target = ["--all-features", "--target", "wasm32-unknown-unknown", "--locked", "--offline"];
  const lines = execFileSync("cargo", [...tree, ...target], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.replace(/ \(.*/, "").replace(" v", "@"));
  const [own, ...others] = new Set(lines);
  assert.match(own ?? "", /^reportei-customers@/);
  const named = sbom.components.map(({ name, version }) => `${name}@${version}`);
  assert.ok(others.length > 20, `${others.length} crates`);
  assert.deepEqual(named.sort(), others.sort());
  for (const { name, licenses, hashes } of sbom.components) {
    assert.ok(licenses?.length && hashes?.length, name);
  }
});

test("it says nothing of the folder, in which nothing is left behind", () => {
  assert.ok(!text.includes(root));
  assert.ok(!text.includes("file://"));
  assert.ok(!existsSync(join(root, "reportei-customers.cdx.json")));
});
