/** A copy of the project, for what changes sources. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";

/**
 * Copies what git knows or would add: no file that a tool made.
 * @param {string} copy Where to, in place of what is there.
 */
export async function copyProject(copy) {
  rmSync(copy, { recursive: true, force: true });
  const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await attempt("git", list, { cwd: root, quiet: true });
  const files = stdout.split("\n").filter((path) => path && existsSync(join(root, path)));
  for (const path of files) cpSync(join(root, path), join(copy, path), { recursive: true });
}
