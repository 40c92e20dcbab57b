/**
 * What the scripts share when they talk to a person: one line for each step, one sentence for each
 * expected failure. A stack trace means a mistake in the scripts themselves.
 */
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** An expected failure. Its message is one sentence that tells how to mend it. */
export class Stop extends Error {}

/**
 * Prints what is being done.
 * @param {string} what
 */
export function say(what) {
  console.log(`▸ ${what}`);
}

/**
 * Runs `action` when the module at `moduleUrl` is the program, and not when it is imported.
 * @param {string} moduleUrl
 * @param {() => Promise<unknown>} action
 */
export async function runAsProgram(moduleUrl, action) {
  const program = process.argv[1];
  if (!program || pathToFileURL(realpathSync(program)).href !== moduleUrl) return;
  try {
    await action();
  } catch (error) {
    console.error(error instanceof Stop ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
