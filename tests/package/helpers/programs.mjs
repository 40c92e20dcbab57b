/** Programs in a process of their own, whose globals a test may change. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { consumerDir } from "./installed.mjs";

const run = promisify(execFile);

/**
 * What a program prints.
 * @param {string[]} flags
 * @param {string} program An ES module.
 */
export async function printed(flags, program) {
  const args = [...flags, "--input-type=module", "--eval", program];
  return (await run(process.execPath, args, { cwd: consumerDir })).stdout.trim();
}
