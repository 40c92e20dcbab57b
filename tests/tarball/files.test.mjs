// What users download: nothing that they don't need, and nothing that runs when they install it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import test from "node:test";
import { packageDir } from "../package/helpers/installed.mjs";

test("the tarball holds the files of tests/tarball/files.txt and no others", () => {
  const listed = readFileSync(new URL("files.txt", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const packed = readdirSync(packageDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packageDir, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  assert.deepEqual(packed.sort(), listed.sort());
});

test("the package depends on nothing and runs nothing when it is installed", () => {
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
});

test("every file that package.json names is in the tarball", () => {
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  const named = JSON.stringify([
    manifest.main,
    manifest.module,
    manifest.types,
    manifest.bin,
    manifest.exports,
    manifest.sideEffects,
  ]);
  const paths = [...named.matchAll(/\.\/[^"]+\.(js|cjs|wasm|json|d\.c?ts)(?=")/g)];
  assert.ok(paths.length > 10, `${paths.length} paths in package.json`);
  for (const [path] of paths) {
    assert.doesNotThrow(() => readFileSync(join(packageDir, path)), path);
  }
});
