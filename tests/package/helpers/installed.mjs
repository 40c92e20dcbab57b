/** The package as it is installed in the consumer's folder, and its sandbox, served. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serveSandbox } from "../../../pkg-template/scripts/sandbox.mjs";

const { CONSUMER_DIR } = process.env;
if (!CONSUMER_DIR) throw new Error('Run these by "npm test": they need an installed package.');

export const consumerDir = CONSUMER_DIR;
export const packageDir = join(consumerDir, "node_modules", "reportei-customers");

/** The `require` of a CommonJS consumer. */
export const required = createRequire(join(consumerDir, "consumer.cjs"));

/**
 * What `require(specifier)` gives where Node cannot require ES modules: before 20.19 and 22.12.
 * @param {string} specifier
 */
export const requiredInOlderNode = (specifier) =>
  required(join(specifier.replace("reportei-customers", packageDir), "index.cjs"));

/**
 * What `import(specifier)` gives an ES module consumer: the import is made by a module of theirs,
 * so that it is their package which Node resolves.
 * @param {string} specifier
 */
export async function imported(specifier) {
  const file = join(consumerDir, `import-${specifier.replaceAll("/", "-")}.mjs`);
  writeFileSync(file, `export * from "${specifier}";\n`);
  return import(pathToFileURL(file).href);
}

/**
 * Serves the installed package's sandbox for one test.
 * @param {import("node:test").TestContext} test
 * @param {object} [options] Of the sandbox.
 */
export async function sandboxFor(test, options) {
  const sandbox = await serveSandbox(packageDir, options);
  test.after(() => sandbox.close());
  return sandbox;
}
