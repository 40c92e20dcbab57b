/** The projects of TypeScript's that check this project's JavaScript. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

export const TSC = join(root, "node_modules/typescript/bin/tsc");

/** Paths from the root. */
export const PROJECTS = readdirSync(join(root, "tests"))
  .filter((name) => /^tsconfig.*\.json$/.test(name))
  .map((name) => `tests/${name}`);
