// The wasm comes twice: inlined for the entry, and as a file for those who can load one.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { packageDir } from "../package/helpers/installed.mjs";

/** The command that serves the sandbox: nobody bundles it. */
const IN_NODE_ALONE = [join("sandbox", "cli.js")];

test("the inlined wasm is the one in the file", async () => {
  const { default: bytes } = await import(pathToFileURL(join(packageDir, "bytes.js")).href);
  assert.deepEqual(Buffer.from(bytes), readFileSync(join(packageDir, "reportei_customers.wasm")));
});

test("inlined wasm is plain ASCII, whatever a bundler writes it with", () => {
  for (const name of ["bytes.js", "sandbox/bytes.js"]) {
    const [, text] = /"([^"]*)"\);\s*$/.exec(readFileSync(join(packageDir, name), "utf8")) ?? [];
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
