/** Code from prose, compiled as a strict user's, in the folder where the package is installed. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";
import { consumerDir } from "../package/helpers/installed.mjs";

const TSC = join(root, "node_modules/typescript/bin/tsc");

/**
 * Compiles blocks of one language, each as a module of its own.
 * @param {string} name Of the files that are made.
 * @param {{ language: string, code: string }[]} blocks
 * @param {string[]} declared The files beside this one, without `.d.ts`, of what they may use.
 * @returns {Promise<{ output: string, files: string[] }>} What the compiler says: nothing where all
 *   is well; and the blocks' files, in their order.
 */
export async function compiled(name, blocks, declared) {
  const isTyped = blocks.some(({ language }) => language === "ts");
  const files = blocks.map(({ code }, index) => {
    const file = `${name}-${index}.${isTyped ? "mts" : "mjs"}`;
    writeFileSync(join(consumerDir, file), `${code}\nexport {};\n`);
    return file;
  });
  const compilerOptions = {
    target: "es2022",
    module: "node16",
    lib: ["es2022", "dom"],
    // Whoever reads JavaScript has no use for parameter types.
    noImplicitAny: isTyped,
    strict: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: { "undici-types": [join(root, "node_modules/undici-types/index.d.ts")] },
  };
  const declarations = declared.map((file) => `${file}.d.ts`);
  for (const file of declarations) cpSync(new URL(file, import.meta.url), join(consumerDir, file));
  const config = `tsconfig.${name}.json`;
  const project = { compilerOptions, files: [...files, ...declarations] };
  writeFileSync(join(consumerDir, config), JSON.stringify(project));
  const { code, output } = await attempt(process.execPath, [TSC, "--project", config], {
    cwd: consumerDir,
    quiet: true,
  });
  return { output: code === 0 ? "" : output || `the compiler ended with ${code}`, files };
}
