/** The package's identity: two builds of one commit give the same sums, wherever they were made. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pkgDir, workDir } from "./paths.mjs";
import { run } from "./run.mjs";

/** How a line with a sum begins: what "npm run build:twice" compares. */
export const SUM = "sha256";

/** Packs `pkg/` and prints the SHA-256 of each wasm and of the tarball. */
export async function printSums() {
  const files = {
    "client.wasm": join(workDir, "client", "out", "final.wasm"),
    "sandbox.wasm": join(workDir, "sandbox", "out", "final.wasm"),
    tarball: await pack(join(workDir, "tarball")),
  };
  for (const [name, file] of Object.entries(files)) {
    console.log(`${SUM} ${name.padEnd(12)} ${sum(file)}`);
  }
}

/**
 * @param {string} folder To be made anew.
 * @returns {Promise<string>} The tarball's path.
 */
async function pack(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: pkgDir,
    quiet: true,
    otherwise: "npm cannot pack pkg/; see what it says above.",
  });
  return join(folder, JSON.parse(packed)[0].filename);
}

/** @param {string} file */
function sum(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
