/**
 * `npm run fuzz -- --seconds 600`: looks for an answer of a server that the core does not get on
 * with. What must hold of every answer stands in `tests/native/support/answer.rs`; `npm test` holds
 * random ones to the same.
 *
 * What it found worth keeping stays in `tests/artifacts/fuzz/corpus`, for the next run to go on from.
 */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, toolsBin } from "../../pkg-template/scripts/paths.mjs";
import { attempt, endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUpFuzzing } from "../../pkg-template/scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";

const HERE = join(root, "tests/fuzz");
const FOUND = join(root, "tests/artifacts/fuzz");
const CORPUS = join(FOUND, "corpus");

async function main() {
  endOnSignal();
  const seconds = readSeconds();
  await setUpFuzzing();
  mkdirSync(CORPUS, { recursive: true });
  const failedBefore = failures();
  say(`fuzzing for ${seconds} s, on one core`);
  const { code, output } = await attempt(join(toolsBin, "cargo-fuzz"), commandLine(seconds), {
    cwd: HERE,
  });
  const [found] = failures().filter((name) => !failedBefore.includes(name));
  if (found) {
    throw new Stop(
      `The input tests/artifacts/fuzz/${found} breaks what is said above: make a test of it in tests/native/answers.rs, mend the core, and run this again.`,
    );
  }
  const inputs = /number_of_executed_units: (\d+)/.exec(output)?.[1];
  if (code !== 0 || !inputs) {
    throw new Stop(
      'cargo-fuzz could not run: mend what it says above (libFuzzer is C++ and needs a compiler, such as Debian\'s package "g++").',
    );
  }
  say(`${Number(inputs).toLocaleString("en")} inputs were run, and each gave a value or a kind`);
}

/** @param {number} seconds */
function commandLine(seconds) {
  // Without a sanitizer, for which the pinned compiler would not do: there is no unsafe code here.
  const target = join(root, "target/fuzz");
  const build = ["--fuzz-dir", HERE, "--sanitizer", "none", "--target-dir", target];
  const libFuzzer = [
    `-max_total_time=${seconds}`,
    // Beyond what an error keeps of a body.
    "-max_len=20000",
    `-dict=${join(HERE, "answer.dict")}`,
    `-artifact_prefix=${FOUND}/`,
    "-print_final_stats=1",
    "-verbosity=0",
  ];
  return ["run", ...build, "answer", CORPUS, join(HERE, "seeds"), "--", ...libFuzzer];
}

/** The inputs that failed, as libFuzzer names them. */
function failures() {
  return readdirSync(FOUND).filter((name) => /^(crash|timeout|oom|leak|slow-unit)-/.test(name));
}

function readSeconds() {
  const usage = "Usage: npm run fuzz -- [--seconds <whole number, default 60>]";
  try {
    const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
    if (/^[1-9]\d{0,6}$/.test(values.seconds)) return Number(values.seconds);
  } catch {
    // Said below.
  }
  throw new Stop(usage);
}

await runAsProgram(import.meta.url, main);
