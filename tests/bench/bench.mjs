/**
 * `npm run bench`: compares this package with other ways to make the same calls. Where everything was
 * measured, it writes `results/` and the README's section on size and speed.
 *
 *     npm run bench
 *     npm run bench -- --list
 *     npm run bench -- --case stub,http/show --rounds 20
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "../../pkg-template/scripts/build.mjs";
import { endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { writeMarkedPart } from "../support/marked.mjs";

const RESULTS = fileURLToPath(new URL("results/", import.meta.url));
const BYTES = "bytes";

/**
 * @typedef {object} Options
 * @property {string[]} [only] Cases, or the beginnings of their ids.
 * @property {number} [rounds] Where it is not to be as many as each case needs.
 * @property {import("./cases.mjs").Effort} effort
 * @property {string} chrome
 * @property {string} version Of this package.
 */

async function main() {
  endOnSignal();
  const { only, rounds, list } = readArguments();
  const { pins, browser } = await setUp({ browser: true });
  await build(pins);
  // Not before the build: the clients import the package, and others that set-up installs.
  const { CASES, WHOLE } = await import("./cases.mjs");
  if (list) {
    for (const { id, rounds } of CASES) console.log(`${id.padEnd(18)} ${rounds} rounds`);
    return console.log(BYTES);
  }
  const { chrome } = browser;
  const results = await bench({ only, rounds, effort: WHOLE, chrome, version: pins.version });
  const { markdown } = await import("./table.mjs");
  console.log(`\n${markdown(results)}`);
  if (only) return say("not written: only a run of all cases is");
  await write(results, RESULTS);
  const { section } = await import("./readme.mjs");
  writeMarkedPart("size-and-speed", section(results));
  say("written: README.md");
}

/**
 * Measures.
 * @param {Options} options
 * @returns {Promise<import("./table.mjs").Results>}
 */
export async function bench({ only, rounds: wanted, effort, chrome, version }) {
  const { CASES, measure } = await import("./cases.mjs");
  const { abilities } = await import("./abilities.mjs");
  const { bytes } = await import("./cases/bytes.mjs");
  const { machine, versions } = await import("./machine.mjs");
  const { startServer } = await import("./served.mjs");
  /** @param {string} id */
  const isChosen = (id) => only?.some((start) => id.startsWith(start)) ?? true;
  const cases = CASES.filter(({ id }) => isChosen(id));
  if (cases.length === 0 && !isChosen(BYTES)) {
    throw new Stop(`There is no case ${only?.join(", ")}: see "npm run bench -- --list".`);
  }
  const dir = mkdtempSync(join(tmpdir(), "reportei-bench-"));
  const server = await startServer(effort.customers, dir);
  /** @type {import("./table.mjs").Results} */
  const results = {
    machine: machine(),
    versions: versions(version),
    abilities: await abilities(),
    rounds: {},
    measured: {},
  };
  try {
    const context = { url: server.url, chrome, dir, effort, versions: results.versions };
    if (isChosen(BYTES)) results.bytes = await bytes(server.url);
    for (const measured of cases) {
      const { id } = measured;
      const rounds = wanted ?? measured.rounds;
      say(`${id}, ${rounds} rounds`);
      results.measured[id] = await measure(measured, rounds, context);
      results.rounds[id] = rounds;
    }
  } finally {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return results;
}

/**
 * @param {import("./table.mjs").Results} results
 * @param {string} dir
 */
export async function write(results, dir) {
  const { markdown } = await import("./table.mjs");
  const { plot } = await import("./plot.mjs");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(dir, "table.md"), markdown(results));
  writeFileSync(join(dir, "plot.svg"), await plot(results));
  say(`written: ${dir}`);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        case: { type: "string" },
        rounds: { type: "string" },
        list: { type: "boolean" },
      },
    });
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
    if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) throw new Error();
    return { only: values.case?.split(","), rounds, list: values.list };
  } catch {
    throw new Stop("Usage: npm run bench -- [--list] [--case <case>[,<case>]] [--rounds <number>]");
  }
}

await runAsProgram(import.meta.url, main);
