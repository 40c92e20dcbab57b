/**
 * The strict consumers of `tests/types/`, compiled in the folder where the package is installed: by
 * each TypeScript, in each way to resolve the package, with each set of global types.
 */
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { checks } from "./counted.mjs";

const MODULES = join(root, "node_modules");

/** The npm packages that carry TypeScript, with the Node types that each can read. */
const COMPILERS = [
  // Before 5.2, which brought explicit resource management.
  { typescript: "typescript50", node: "typesnode20", without: ["using.mts"] },
  { typescript: "typescript59", node: "@types/node", without: [] },
  { typescript: "typescript", node: "@types/node", without: [] },
];
const SYSTEMS = [
  { module: "node16", files: /\.[mc]ts$/ },
  { module: "nodenext", files: /\.[mc]ts$/ },
  { module: "esnext", moduleResolution: "bundler", files: /\.mts$/ },
];
const GLOBALS = [
  { name: "no platform", lib: ["es2022"], without: ["platform.mts"] },
  { name: "dom", lib: ["es2022", "dom"] },
  { name: "node", lib: ["es2022"], types: true },
];

/** @param {string} dir The consumer's folder. */
export function checkTypes(dir) {
  cpSync(join(root, "tests/types"), dir, { recursive: true });
  const consumers = readdirSync(join(root, "tests/types")).filter(
    (name) => /\.[mc]ts$/.test(name) && !name.includes(".d."),
  );
  /** @type {import("./counted.mjs").Command[]} */
  const commands = [];
  for (const compiler of COMPILERS) {
    for (const { files, ...system } of SYSTEMS) {
      for (const { name, lib, types, without = [] } of GLOBALS) {
        const left = [...compiler.without, ...without];
        const how = [compiler.typescript, system.moduleResolution ?? system.module, name];
        const config = `tsconfig.${how.join(".").replaceAll(" ", "-")}.json`;
        const compilerOptions = {
          ...system,
          lib,
          types: types ? ["node"] : [],
          typeRoots: types ? [nodeTypes(dir, compiler.node)] : [],
          target: "es2022",
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          skipLibCheck: false,
          noEmit: true,
        };
        const fitting = consumers.filter((file) => files.test(file) && !left.includes(file));
        writeFileSync(join(dir, config), JSON.stringify({ compilerOptions, files: fitting }));
        const tsc = join(MODULES, compiler.typescript, "bin/tsc");
        commands.push([process.execPath, tsc, "--project", config]);
      }
    }
  }
  return checks(commands, dir);
}

/**
 * Node's types of one version, apart from those of others, which would be found too.
 * @param {string} dir
 * @param {string} name The npm package that carries them.
 * @returns {string} The folder to give TypeScript.
 */
function nodeTypes(dir, name) {
  const modules = join(dir, "types-of", name.replace("/", "-"), "node_modules");
  const nested = join(MODULES, name, "node_modules", "undici-types");
  const undici = existsSync(nested) ? nested : join(MODULES, "undici-types");
  if (!existsSync(modules)) {
    cpSync(join(MODULES, name), join(modules, "@types", "node"), { recursive: true });
    cpSync(undici, join(modules, "undici-types"), { recursive: true });
  }
  return join(modules, "@types");
}
