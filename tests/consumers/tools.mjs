/**
 * The runtimes, bundlers and test runners of the matrix: packages of a lock file of their own, and
 * those of rare rows of another.
 */
import { fileURLToPath } from "node:url";
import { installPackages } from "../../pkg-template/scripts/packages.mjs";

/**
 * Installs them where that has not been done, or was done from another lock file.
 * @param {"tools" | "tools-rare"} [folder]
 * @returns {Promise<string>} Their `node_modules`.
 */
export function installTools(folder = "tools") {
  const dir = fileURLToPath(new URL(folder, import.meta.url));
  return installPackages(dir, "the consumers' tools (a minute or two)");
}
