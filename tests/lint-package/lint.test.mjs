// What the two linters of packages say, with nothing ignored: nothing.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { consumerDir, packageDir } from "../package/helpers/installed.mjs";

test("publint has nothing to say", async () => {
  const { messages } = await publint({ pkgDir: packageDir, level: "suggestion", strict: true });
  assert.deepEqual(messages, []);
});

test("attw has nothing to say, of any entry in any way to resolve it", async () => {
  const tarballs = join(consumerDir, "tarballs");
  const [tarball = ""] = readdirSync(tarballs);
  const data = new Uint8Array(readFileSync(join(tarballs, tarball)));
  const result = await checkPackage(createPackageFromTarballData(data));
  assert.ok(result.types, "the package has types");
  assert.deepEqual(result.problems, []);
  const entries = Object.keys(result.entrypoints);
  for (const entry of [".", "./slim", "./sandbox", "./sandbox/serve"]) {
    assert.ok(entries.includes(entry), `attw looked at ${entry}`);
  }
});
