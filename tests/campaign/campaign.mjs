/**
 * `npm run campaign`: so many calls against a sandbox that fails at random, and whether any customer
 * was doubled, any token lost or seen, any caller told a thing that is not so or nothing at all.
 *
 *     npm run campaign -- --calls 20000 --seed 1 --fault-rate 0.25
 *
 * Beside our client plays one as people write them, to show that the campaign finds such things.
 * Where anything is found against ours, the exit code is 1.
 */
import { parseArgs } from "node:util";
import { endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { printTable } from "./table.mjs";

async function main() {
  endOnSignal();
  const settings = readArguments();
  process.env.CONSUMER_DIR ??= await installed();
  // Not before the package is installed.
  const { play } = await import("./play.mjs");
  const { ours } = await import("./ours.mjs");
  const { naive } = await import("./naive.mjs");
  say(`${settings.calls} calls by our client`);
  const result = await play(ours, settings);
  say("the same by one that tries four times more after anything");
  const other = await play(naive, settings);
  if (!printTable(settings, [result, other])) process.exitCode = 1;
  // The test that runs this reads the numbers themselves.
  if (process.send) await new Promise((sent) => process.send?.([result, other], sent));
  // What still hangs of the other client is not waited for.
  process.exit();
}

async function installed() {
  const { pins } = await setUp();
  const { consumer } = await import("../run/consumer.mjs");
  return consumer(pins);
}

function readArguments() {
  const usage = new Stop(
    "Usage: npm run campaign -- [--calls <number>] [--seed <number>] [--fault-rate <0 to 1>]",
  );
  try {
    const { values } = parseArgs({
      options: {
        calls: { type: "string", default: "2000" },
        seed: { type: "string", default: "1" },
        "fault-rate": { type: "string", default: "0.25" },
      },
    });
    const [calls, seed] = [Number(values.calls), Number(values.seed)];
    const faultRate = Number(values["fault-rate"]);
    if (![calls, seed].every((number) => Number.isSafeInteger(number) && number >= 0)) throw usage;
    if (!(faultRate >= 0 && faultRate <= 1)) throw usage;
    return { calls, seed, faultRate };
  } catch {
    throw usage;
  }
}

await runAsProgram(import.meta.url, main);
