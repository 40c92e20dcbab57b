// That an endpoint is added as `src/api/mod.rs` says: a patch does so to a copy of the project, whose
// native tests then hold the endpoint to all that they hold the others to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";
import { copyProject } from "../run/copy.mjs";

const PATCH = fileURLToPath(new URL("merchant-settings.patch", import.meta.url));
// Always the same folder, and the project's own target: what cargo compiled before is used again.
const copy = join(root, "target/endpoint");
const env = { CARGO_TARGET_DIR: join(root, "target") };

before(() => copyProject(copy));

test("a row without an endpoint fails", async () => {
  await applied("--include=tests/support/*");
  const { code, output } = await nativeTests("requests::");
  assert.notEqual(code, 0);
  assert.match(output, /endpoint::ALL and tests\/support\/endpoints\.json differ/);
});

test("an endpoint that is added whole passes the native tests, the sandbox's among them", async () => {
  await applied("--exclude=tests/support/*");
  const { code, output } = await nativeTests();
  assert.equal(code, 0, output);
  assert.equal(output.match(/^test result: ok\. [1-9]/gm)?.length, 2, output);
  const endpoints = readFileSync(join(copy, "src/api/endpoint.rs"), "utf8");
  assert.match(endpoints, /"\/merchants\/settings"/);
});

/** @param {string} part Which files of the patch. */
async function applied(part) {
  const { code, output } = await attempt("git", ["apply", part, PATCH], {
    cwd: copy,
    quiet: true,
    // The copy is no part of the repository around it.
    env: { GIT_CEILING_DIRECTORIES: join(root, "target") },
  });
  assert.equal(code, 0, `The patch no longer fits, bring it up to date: ${output}`);
}

/** @param {string[]} names */
function nativeTests(...names) {
  const args = ["test", "--all-features", "--test", "native", "--test", "sandbox", ...names];
  return attempt("cargo", args, { cwd: copy, quiet: true, env });
}
