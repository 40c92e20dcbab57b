// That TypeScript checks every JavaScript file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { relative, sep } from "node:path";
import test from "node:test";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { PROJECTS, TSC } from "../run/projects.mjs";

/** What consumers wrote is run by their own tools, and speaks of packages that only they have. */
const OF_CONSUMERS = "tests/consumers/projects/";

test("every JavaScript file is in a project of TypeScript's", () => {
  const checked = new Set(PROJECTS.flatMap(filesOf));
  const tracked = output("git", ["ls-files", "*.js", "*.mjs", "*.cjs"]).filter(
    (file) => !file.startsWith(OF_CONSUMERS),
  );
  assert.ok(tracked.length > 100);
  assert.deepEqual(
    tracked.filter((file) => !checked.has(file)),
    [],
  );
});

/**
 * What the build copies from `pkg-template/` may be checked there or in `pkg/`.
 * @param {string} project
 */
function filesOf(project) {
  return output(process.execPath, [TSC, "--project", project, "--listFilesOnly"])
    .map((file) => relative(root, file).replaceAll(sep, "/"))
    .map((file) => file.replace(/^pkg\//, "pkg-template/"));
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function output(program, args) {
  return execFileSync(program, args, { cwd: root, encoding: "utf8" }).trim().split("\n");
}
