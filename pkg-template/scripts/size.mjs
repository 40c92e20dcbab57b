/**
 * `npm run size`: how many bytes each way to use the package costs, its budgets, and where the bytes
 * of the default entry are, by JavaScript file, and of its wasm by kind of item, crate and function.
 */
import { basename, join } from "node:path";
import { build } from "./build.mjs";
import { crateOf, isFunction, itemsOf, kindOf, summed } from "./functions.mjs";
import { toolsBin, workDir } from "./paths.mjs";
import { endOnSignal, run } from "./run.mjs";
import { setUp, setUpTwiggy } from "./setup.mjs";
import { runAsProgram } from "./terminal.mjs";

const MOST_FUNCTIONS = 40;
/** What is smaller is summed up. */
const LEAST_BYTES = 100;

/**
 * @param {string} title
 * @param {import("./functions.mjs").Item[]} rows
 */
function print(title, rows) {
  const all = sum(rows);
  console.log(`\n${title}: ${all} bytes`);
  const small = rows.filter(({ bytes }) => bytes < LEAST_BYTES);
  const others = { name: `(${small.length} smaller)`, bytes: sum(small) };
  const shown = [...rows.filter((row) => !small.includes(row)), ...(small.length ? [others] : [])];
  for (const { name, bytes } of shown) {
    const share = `${((100 * bytes) / all).toFixed(1)} %`;
    console.log(`${String(bytes).padStart(9)} ${share.padStart(7)}  ${name}`);
  }
}

/** @param {import("./functions.mjs").Item[]} rows */
const sum = (rows) => rows.reduce((total, { bytes }) => total + bytes, 0);

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { pins } = await setUp();
  await setUpTwiggy(pins);
  const { client } = await build(pins);
  // Not before set-up: these need npm packages.
  const { bundled, printSizes } = await import("./sizes.mjs");
  const { optimize } = await import("./wasm.mjs");
  const { inputs } = await bundled("index.js");
  const files = Object.entries(inputs).map(([path, { bytesInOutput }]) => ({
    name: basename(path),
    bytes: bytesInOutput,
  }));
  print("JavaScript, minified", files);
  // The wasm with its names, which the package's does without.
  const named = join(workDir, "named.wasm");
  await optimize(client.unoptimized, named, ["--debuginfo"]);
  const items = itemsOf(
    await run(join(toolsBin, "twiggy"), ["top", "--format", "json", named], {
      quiet: true,
      otherwise: "twiggy cannot read the wasm; see what it says above.",
    }),
  );
  print("wasm, names included", summed(items, kindOf));
  const functions = items.filter(isFunction);
  print("code, by crate", summed(functions, crateOf));
  const largest = summed(functions, (name) => name).slice(0, MOST_FUNCTIONS);
  print(`the ${MOST_FUNCTIONS} largest functions`, largest);
  await printSizes();
});
