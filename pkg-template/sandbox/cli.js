#!/usr/bin/env node
/**
 * The command `reportei-sandbox`: a sandbox over HTTP, for programs in any language.
 *
 * It reads its arguments, starts the server and prints what happens. Every error is one
 * sentence that says how to mend it: exit code 2 for wrong arguments, 1 for what the machine refuses.
 * A token is printed at the start only, never with a request.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { ReporteiSandbox } from "./index.js";
import { whyBlocked } from "./ports.js";
import { serve } from "./serve.js";

const USAGE = `A stand-in for the Reportei Connect API, on this machine and in memory.

Usage: npx -p reportei-customers reportei-sandbox [options]

  --port <number>        the port to listen on, 0 for any free one (default: 4010)
  --host <address>       the address to listen on (default: 127.0.0.1)
  --customers <number>   how many customers are made up (default: 40)
  --seed <number>        what customers, ids and tokens follow from (default: 1)
  --data <file.json>     customers to start with, in place of made-up ones: an array of
                         { "name": ..., "is_paying"?, "trial_ends_at"?, "uuid"?,
                         "created_at"?, "updated_at"?, "integrations"? }
  --rate-limit <number>  how many requests a minute are answered (default: 6000)
  --rate-limit-per-second <number>
                         how many requests a second are answered (default: no limit)
  --fault-rate <0 to 1>  the share of requests that a random fault hits (default: 0)
  --fault-seed <number>  what these faults follow from (default: as --seed)
  --quiet                print no line for each request
  --help                 print this
  --version              print the version
`;

const USAGE_ERROR = 2;
const FAILURE = 1;

/** An error that the user can mend. */
class Complaint extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on("error", () => process.exit(0));

try {
  await main();
} catch (error) {
  if (!(error instanceof Complaint)) throw error;
  console.error(`reportei-sandbox: ${error.message}`);
  process.exitCode = error.exitCode;
}

async function main() {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(USAGE);
  } else if (options.version) {
    console.log(version());
  } else {
    await run(options);
  }
}

/** @param {ReturnType<typeof readArguments>} options */
async function run(options) {
  const port = number("--port", options.port, 0, 65_535) ?? 4010;
  const blocked = whyBlocked(port);
  if (blocked) throw new Complaint(blocked, USAGE_ERROR);
  const host = options.host ?? "127.0.0.1";
  const settings = readSettings(options);
  const sandbox = createSandbox(settings, options.data);
  const onRequest = options.quiet ? undefined : printRequest;
  const served = await serve({ sandbox, port, host, onRequest }).catch((error) => {
    throw new Complaint(whyNotServed(error, port, host), FAILURE);
  });
  const stop = () => served.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Looking at a customer of the sandbox itself would count, and a fault might hit it.
  greet(createSandbox({ ...settings, faults: undefined }, options.data), served.url);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string" },
        host: { type: "string" },
        customers: { type: "string" },
        seed: { type: "string" },
        data: { type: "string" },
        "rate-limit": { type: "string" },
        "rate-limit-per-second": { type: "string" },
        "fault-rate": { type: "string" },
        "fault-seed": { type: "string" },
        quiet: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
    return values;
  } catch (error) {
    const [sentence] = messageOf(error).split(/[.\n]/);
    throw new Complaint(`${sentence}. Try reportei-sandbox --help.`, USAGE_ERROR);
  }
}

/** @param {ReturnType<typeof readArguments>} options */
function readSettings(options) {
  if (options.data !== undefined && options.customers !== undefined) {
    throw new Complaint("Give either --customers or --data, not both.", USAGE_ERROR);
  }
  return {
    customers: number("--customers", options.customers, 0, 10_000),
    seed: number("--seed", options.seed, 0, Number.MAX_SAFE_INTEGER),
    rateLimitPerMinute: number("--rate-limit", options["rate-limit"], 1, 1_000_000_000),
    rateLimitPerSecond: number(
      "--rate-limit-per-second",
      options["rate-limit-per-second"],
      1,
      1_000_000_000,
    ),
    faults: {
      seed: number("--fault-seed", options["fault-seed"], 0, Number.MAX_SAFE_INTEGER),
      rate: share("--fault-rate", options["fault-rate"]) ?? 0,
    },
    data: options.data === undefined ? undefined : readData(options.data),
  };
}

/**
 * @param {import("./index.js").SandboxOptions} settings
 * @param {string | undefined} file Where their data comes from.
 */
function createSandbox(settings, file) {
  try {
    return new ReporteiSandbox(settings);
  } catch (error) {
    // The numbers are checked above, so only the data can be wrong.
    const problem = messageOf(error).replace(/^ReporteiSandbox: /, "");
    throw new Complaint(`${file} cannot be used: ${problem}.`, FAILURE);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} least
 * @param {number} most
 */
function number(name, text, least, most) {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  const range = `a whole number from ${least} to ${most}`;
  throw new Complaint(`${name} must be ${range}, not "${text}".`, USAGE_ERROR);
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function share(name, text) {
  if (text === undefined) return undefined;
  const value = /^(0|1|0?\.\d+|1\.0+)$/.test(text) ? Number(text) : NaN;
  if (value >= 0) return value;
  throw new Complaint(`${name} must be a number from 0 to 1, not "${text}".`, USAGE_ERROR);
}

/** @param {string} file */
function readData(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Complaint(`${file} cannot be read: ${messageOf(error)}.`, FAILURE);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Complaint(`${file} is not JSON: ${messageOf(error)}.`, FAILURE);
  }
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {number} port
 * @param {string} host
 */
function whyNotServed(error, port, host) {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} is taken: stop what uses it, or choose another with --port (0 for any).`;
    case "EACCES":
      return `Port ${port} is not allowed for you: choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is not an address of this machine: choose another with --host.`;
    default:
      return `Cannot listen on ${host}, port ${port}: ${error.message}.`;
  }
}

/**
 * @param {ReporteiSandbox} sandbox @param {string} url
 */
function greet(sandbox, url) {
  const { accessToken } = sandbox;
  const first = sandbox.handle({
    method: "GET",
    path: "/api/customers?per_page=1",
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const [customer] = JSON.parse(first.body).data ?? [];
  console.log(`Reportei sandbox at ${url}/api (Ctrl-C ends it)`);
  console.log(`  access token    ${accessToken}`);
  if (customer) {
    console.log(`  a customer      ${customer.uuid} (${customer.name})`);
    console.log(`  its token       ${sandbox.tokenOf(customer.uuid)}`);
  }
  console.log(`  try             curl -s -H "Authorization: Bearer ${accessToken}" \\`);
  console.log(`                    -H "Accept: application/json" ${url}/api/customers`);
  console.log("");
}

/** @param {import("./serve.js").ServedRequest} request */
function printRequest({ at, method, path, status, ms, fault, applied }) {
  const wrong = fault ? `  ${fault}, ${applied ? "applied" : "not applied"}` : "";
  console.log(
    `${at}  ${method.padEnd(6)} ${path}  ${status || "---"}  ${ms.toFixed(1)} ms${wrong}`,
  );
}

function version() {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return JSON.parse(manifest).version;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
