/**
 * `npm test`: runs every layer but those that take long, or those named by `--only`, and tells the
 * truth at the end.
 *
 *     npm test -- --list
 *     npm test -- --only native,package
 *     npm test -- --only consumers --rows node-22-esm,deno
 *     npm test -- --only consumers --write    (all of them, and the README's table)
 */
import { parseArgs } from "node:util";
import { endOnSignal } from "../pkg-template/scripts/run.mjs";
import { setUp } from "../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../pkg-template/scripts/terminal.mjs";
import { LAYERS } from "./run/layers.mjs";
import { printTable } from "./run/table.mjs";

/** @typedef {import("./run/table.mjs").Row} Row */

async function main() {
  endOnSignal();
  const { only, list, rows: consumers, write } = readArguments();
  if (list) return printLayers();
  const layers = chosenLayers(only);
  const { pins, browser } = await setUp({
    browser: layers.some((layer) => layer.needsBrowser),
    wasmPack: layers.some((layer) => layer.needsWasmPack),
    release: layers.some((layer) => layer.needsReleaseTools),
  });
  const context = { pins, browser, rows: consumers?.split(","), write };
  /** @type {Row[]} */
  const rows = [];
  for (const layer of layers) rows.push(await runLayer(layer, context));
  if (!printTable(rows)) process.exitCode = 1;
}

/**
 * Runs one layer to its end, whatever happens in it: those after it run all the same.
 * @param {import("./run/layers.mjs").Layer} layer
 * @param {import("./run/layers.mjs").Context} context
 * @returns {Promise<Row>}
 */
async function runLayer(layer, context) {
  console.log(`\n━━ ${layer.name}: ${layer.what}`);
  const start = performance.now();
  let { passed, failed } = await layer.run(context).catch((error) => {
    console.error(error instanceof Stop ? `✗ ${error.message}` : error);
    return { passed: 0, failed: 1 };
  });
  if (passed + failed === 0) {
    console.error(`✗ ${layer.name} ran no test, or did not say how many: that is a failure.`);
    failed = 1;
  }
  return { name: layer.name, passed, failed, seconds: (performance.now() - start) / 1000 };
}

function printLayers() {
  for (const { name, what } of LAYERS) console.log(`${name.padEnd(18)} ${what}`);
}

/** @param {string | undefined} only */
function chosenLayers(only) {
  const names = only?.split(",");
  const unknown = names?.filter((name) => !LAYERS.some((layer) => layer.name === name)) ?? [];
  if (unknown.length) {
    throw new Stop(`There is no layer ${unknown.join(", ")}: see "npm test -- --list".`);
  }
  const layers = LAYERS.filter(({ name, takesLong }) => names?.includes(name) ?? !takesLong);
  say(`layers: ${layers.map(({ name }) => name).join(", ")}`);
  return layers;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string" },
        list: { type: "boolean" },
        rows: { type: "string" },
        write: { type: "boolean" },
      },
    });
    return values;
  } catch {
    throw new Stop(
      "Usage: npm test -- [--list] [--only <layer>[,<layer>]] [--rows <consumer>[,<consumer>]] [--write]",
    );
  }
}

await runAsProgram(import.meta.url, main);
