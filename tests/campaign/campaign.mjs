/**
 * `npm run campaign`: so many calls against a sandbox that fails at random, and whether any customer
 * was doubled, any token lost or seen, any caller told a thing that is not so or nothing at all.
 *
 *     npm run campaign -- --calls 20000 --seed 1 --fault-rate 0.25 --kills 100
 *
 * Then the README's recipe recovers creations in processes that are killed so many times.
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
  if (settings.kills > 0) await recovery(settings);
  // The test that runs this reads the numbers themselves.
  if (process.send) await new Promise((sent) => process.send?.([result, other], sent));
  // What still hangs of the other client is not waited for.
  process.exit();
}

/** @param {{ kills: number, seed: number }} settings */
async function recovery(settings) {
  say(`the README's recipe in processes, ${settings.kills} of them killed`);
  const { recover } = await import("./recovery.mjs");
  const { kills, ...verdicts } = await recover(settings);
  console.log({ kills, ...verdicts });
  if (Object.values(verdicts).some((count) => count !== 0)) process.exitCode = 1;
}

async function installed() {
  const { pins } = await setUp();
  const { consumer } = await import("../run/consumer.mjs");
  return consumer(pins);
}

function readArguments() {
  const usage = new Stop(
    "Usage: npm run campaign -- [--calls <number>] [--seed <number>] [--fault-rate <0 to 1>] [--kills <number>]",
  );
  try {
    const { values } = parseArgs({
      options: {
        calls: { type: "string", default: "2000" },
        seed: { type: "string", default: "1" },
        "fault-rate": { type: "string", default: "0.25" },
        kills: { type: "string", default: "100" },
      },
    });
    const calls = Number(values.calls);
    const seed = Number(values.seed);
    const kills = Number(values.kills);
    const faultRate = Number(values["fault-rate"]);
    const isCount = (/** @type {number} */ number) => Number.isSafeInteger(number) && number >= 0;
    if (![calls, seed, kills].every(isCount)) throw usage;
    if (!(faultRate >= 0 && faultRate <= 1)) throw usage;
    return { calls, seed, faultRate, kills };
  } catch {
    throw usage;
  }
}

await runAsProgram(import.meta.url, main);
