// What the scripts beside this file share: a client made from the environment, and how they end.

import { ReporteiCustomers, isReporteiError } from "reportei-customers";

/** A failure whose message is all that a person needs. */
export class Refusal extends Error {}

/** A failure that the usage explains. */
export class UsageError extends Error {}

/** @param {import("reportei-customers").ClientOptions} [options] */
export function clientFromEnv(options) {
  const { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: baseUrl } = process.env;
  if (!accessToken) throw new Refusal("Set REPORTEI_ACCESS_TOKEN to your access token.");
  return new ReporteiCustomers({ accessToken, ...(baseUrl && { baseUrl }), ...options });
}

/**
 * Runs a script. The exit code is 0 for success, 1 for a failure and 2 for a wrong argument.
 *
 * @param {string} usage
 * @param {() => Promise<void>} main
 */
export async function run(usage, main) {
  if (process.argv.includes("--help")) return console.log(usage);
  try {
    await main();
  } catch (error) {
    const isUsage = error instanceof UsageError || codeOf(error).startsWith("ERR_PARSE_ARGS");
    console.error(isUsage ? `${/** @type {Error} */ (error).message}\n${usage}` : explain(error));
    process.exitCode = isUsage ? 2 : 1;
  }
}

/**
 * One sentence for a failure that is expected, the stack for a bug.
 * @param {unknown} error
 */
export function explain(error) {
  if (isReporteiError(error)) return `${error.kind}: ${error.message}`;
  if (error instanceof Refusal || codeOf(error)) return /** @type {Error} */ (error).message;
  return error instanceof Error ? String(error.stack) : String(error);
}

/** @param {unknown} error */
const codeOf = (error) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/**
 * Says how far a script has come: on one line of a terminal, or on a line each in a log.
 * @param {string} text
 */
export function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
  else console.error(text);
}

/** Ends the line of the last progress. */
export function endProgress() {
  if (process.stderr.isTTY) process.stderr.write("\n");
}

/**
 * A name as a terminal may show it: without control characters and changes of direction.
 * @param {string} name
 */
export const printable = (name) =>
  name.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "�");
