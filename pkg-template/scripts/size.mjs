/**
 * `npm run size`: how many bytes each way to use the package costs, its budgets, and where the bytes
 * of the default entry are, by JavaScript file, crate, module and function.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CLIENT, build } from "./build.mjs";
import { pkgDir } from "./paths.mjs";
import { endOnSignal } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { runAsProgram } from "./terminal.mjs";

const MOST_FUNCTIONS = 40;
/** What is smaller is summed up. */
const LEAST_BYTES = 100;

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  // Not before set-up: these need npm packages.
  const { bundled, printSizes, shown } = await import("./sizes.mjs");
  const { moduleOf, partsOf, readable, summed } = await import("./named.mjs");
  const { buildNamedWasm } = await import("./wasm.mjs");
  const named = partsOf(readFileSync(await buildNamedWasm(CLIENT)));
  const shipped = partsOf(readFileSync(join(pkgDir, "reportei_customers.wasm")));
  const { inputs } = await bundled("index.js");

  /**
   * @param {string} title
   * @param {import("./named.mjs").Code[]} rows
   */
  const print = (title, rows) => {
    const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`\n${title}: ${shown(all)} bytes`);
    const small = rows.filter(({ bytes }) => bytes < LEAST_BYTES);
    const others = {
      name: `(${small.length} smaller)`,
      bytes: small.reduce((sum, { bytes }) => sum + bytes, 0),
    };
    for (const { name, bytes } of [...rows.filter((row) => !small.includes(row)), others]) {
      const share = `${((100 * bytes) / all).toFixed(1)} %`;
      console.log(`${shown(bytes).padStart(9)} ${share.padStart(7)}  ${name}`);
    }
  };
  const files = Object.entries(inputs).map(([path, { bytesInOutput }]) => ({
    name: basename(path),
    bytes: bytesInOutput,
  }));
  print(
    "JavaScript, minified",
    summed(files, (name) => name),
  );
  print("wasm, but its code", shipped.sections);
  print(
    "code, by crate",
    summed(named.functions, (name) => moduleOf(name).split("::")[0] ?? ""),
  );
  print("code, by module", summed(named.functions, moduleOf));
  const largest = summed(named.functions, readable).slice(0, MOST_FUNCTIONS);
  print(`the ${MOST_FUNCTIONS} largest functions`, largest);
  const difference =
    shipped.functions.reduce((sum, { bytes }) => sum + bytes, 0) -
    named.functions.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(
    `\nThe code that is shipped, without names, is ${difference} bytes more than this in all.`,
  );
  await printSizes();
});
