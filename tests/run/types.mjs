/** The strict consumer of `tests/types/`, compiled in the folder where the package is installed. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { checks } from "./counted.mjs";

/** Each way to resolve the package, with the files that are consumers of that way. */
const SYSTEMS = [
  { module: "node16", files: ["consumer.mts"] },
  { module: "node16", files: ["consumer.cts"] },
  { module: "esnext", moduleResolution: "bundler", files: ["consumer.mts"] },
];
const LIBS = [["es2022"], ["es2022", "dom"]];

/**
 * @param {string} dir The consumer's folder.
 * @param {string} tsc
 */
export function checkTypes(dir, tsc) {
  cpSync(join(root, "tests/types"), dir, { recursive: true });
  const configs = SYSTEMS.flatMap((system) => LIBS.map((lib) => ({ ...system, lib })));
  return checks(
    configs.map(({ files, ...options }, index) => {
      const name = `tsconfig.${index}.json`;
      const compilerOptions = {
        ...options,
        target: "es2022",
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        types: [],
      };
      writeFileSync(join(dir, name), JSON.stringify({ compilerOptions, files }));
      console.log(`${files}: ${Object.values(options).join(", ")}`);
      return [process.execPath, tsc, "--project", name];
    }),
    dir,
  );
}
