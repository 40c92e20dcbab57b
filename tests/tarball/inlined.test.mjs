// The wasm comes twice: inlined for the entry, and as a file for those who can load one.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { packageDir } from "../package/helpers/installed.mjs";
import { inlinedWasm } from "./compiled.mjs";

/** The command that serves the sandbox: nobody bundles it. */
const IN_NODE_ALONE = [join("sandbox", "cli.js")];

test("each inlined wasm is the one in the file", async () => {
  for (const [entry, file] of [
    ["index.js", "reportei_customers.wasm"],
    ["sandbox/index.js", "sandbox/sandbox.wasm"],
  ]) {
    const bytes = await inlinedWasm(entry);
    assert.ok(bytes.equals(readFileSync(join(packageDir, file))), entry);
  }
});

test("inlined wasm is plain ASCII, whatever a bundler writes it with", () => {
  for (const name of ["index.js", "sandbox/index.js"]) {
    const source = readFileSync(join(packageDir, name), "utf8");
    const [, text] = /bytes_default = .*, "([^"]*)"\);$/m.exec(source) ?? [];
    assert.match(text ?? "", /^[ -~]{1000,}$/, name);
    assert.doesNotMatch(text ?? "", /["$'<\\`]/, name);
  }
});

test("no module looks for a file beside itself, which bundlers and their servers get wrong", () => {
  const modules = readdirSync(packageDir, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.c?js$/.test(name),
  );
  assert.ok(modules.includes("index.js") && modules.includes("client.js"));
  for (const name of modules.filter((name) => !IN_NODE_ALONE.includes(name))) {
    const text = readFileSync(join(packageDir, name), "utf8");
    assert.doesNotMatch(text, /import\.meta|__dirname/, name);
  }
});
