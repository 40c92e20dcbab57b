/**
 * `npm run kills`: the example import, killed so many times. Where a customer was doubled or lost its
 * token, the exit code is 1.
 *
 *     npm run kills -- --kills 100 --seed 1
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPackages } from "../../pkg-template/scripts/packages.mjs";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram } from "../../pkg-template/scripts/terminal.mjs";

async function main() {
  endOnSignal();
  const settings = readArguments();
  const { pins } = await setUp();
  // Not before set-up.
  const { consumer } = await import("../run/consumer.mjs");
  process.env.CONSUMER_DIR = await consumer(pins);
  const examples = join(root, "examples-web/node");
  process.env.EXAMPLE_PACKAGES = await installPackages(examples, "the scripts' packages");
  const { killImports } = await import("./killed-imports.mjs");
  const { kills, runs, orphaned, ...verdicts } = await killImports(settings);
  console.log({ kills, runs, orphaned, ...verdicts });
  if (Object.values(verdicts).some((count) => count !== 0)) process.exitCode = 1;
}

function readArguments() {
  const options = /** @type {const} */ ({
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
  });
  try {
    const { values } = parseArgs({ options });
    const [kills, seed] = [Number(values.kills), Number(values.seed)];
    if (Number.isInteger(kills) && Number.isInteger(seed)) return { kills, seed };
  } catch {
    // The usage says what is possible.
  }
  throw new Stop("Usage: npm run kills -- [--kills <number>] [--seed <number>]");
}

await runAsProgram(import.meta.url, main);
