/** Lighthouse, and what drives Firefox: packages of a lock file of their own. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../../pkg-template/scripts/packages.mjs";

/** Installs them where that has not been done, or was done from another lock file. */
export function installTestPackages() {
  const dir = dirname(fileURLToPath(import.meta.url));
  return installPackages(dir, "Lighthouse, and what drives Firefox");
}
