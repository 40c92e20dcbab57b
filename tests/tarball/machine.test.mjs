// Nothing in the package tells of the machine it was made on, or would differ on another.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import test from "node:test";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { run } from "../../pkg-template/scripts/run.mjs";
import { registryFolders } from "../../pkg-template/scripts/sources.mjs";
import { packageDir } from "../package/helpers/installed.mjs";
import { inlinedWasm } from "./compiled.mjs";

test("no file holds a path of the machine or the name of a registry", async () => {
  const telling = await tellingTexts();
  for (const { name, content } of await contents()) {
    for (const text of telling) assert.ok(!content.includes(text), `${name} holds ${text}`);
  }
});

async function tellingTexts() {
  const sources = await registryFolders();
  const otherwise = "npm does not say which registry it uses.";
  const npm = await run("npm", ["config", "get", "registry"], { quiet: true, otherwise });
  return [
    root,
    homedir(),
    tmpdir(),
    new URL(npm.trim()).host,
    ...sources,
    // cargo names each folder after the registry's host, and adds a hash.
    ...sources.map((folder) => basename(folder).replace(/-[0-9a-f]+$/, "")),
  ];
}

/** Every file as it is, and both wasms behind their inlined text. */
async function contents() {
  const files = readdirSync(packageDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, content: readFileSync(name).toString("latin1") }));
  for (const name of ["index.js", "sandbox/index.js"]) {
    files.push({ name, content: (await inlinedWasm(name)).toString("latin1") });
  }
  return files;
}
