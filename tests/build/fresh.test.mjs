// Everything begins on a machine where no npm package is there yet: set-up installs them. A module
// that is loaded before it may import none.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
import { root } from "../../pkg-template/scripts/paths.mjs";

/** What of each command needs nothing to be installed. */
const COMMANDS = [
  { file: "tests/run.mjs", args: ["--list"], status: 0, says: /^native /m },
  { file: "pkg-template/scripts/start.mjs", args: ["--what"], status: 1, says: /Usage: npm start/ },
];

/** Without the examples: no command needs one before it runs it. */
const SCRIPTS = ["tests", "pkg-template"];

for (const { file, args, status, says } of COMMANDS) {
  test(`${file} loads in a fresh clone`, (context) => {
    const dir = mkdtempSync(join(tmpdir(), "reportei-fresh-"));
    context.after(() => rmSync(dir, { recursive: true }));
    const files = execFileSync("git", ["ls-files", ...SCRIPTS], { cwd: root, encoding: "utf8" });
    for (const path of files.trim().split("\n")) cpSync(join(root, path), join(dir, path));
    const run = spawnSync(process.execPath, [join(dir, file), ...args], {
      cwd: dirname(join(dir, file)),
      encoding: "utf8",
    });
    assert.match(run.stdout + run.stderr, says);
    assert.equal(run.status, status);
  });
}
