/**
 * `npm run bench:pacing`: how near to a server's limit the option `rateLimit` keeps, and how often
 * the server has to refuse all the same.
 *
 *     npm run bench:pacing
 *     npm run bench:pacing -- "a second"    (the cases whose names have that in them)
 *
 * Every run has a sandbox of its own, served by another process. The ideal time is that of a client
 * that knows the server's windows: as many calls as it answers at once, and as many more whenever
 * the next window begins. One that spreads its calls evenly takes a window longer.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "../../pkg-template/scripts/build.mjs";
import { pkgDir } from "../../pkg-template/scripts/paths.mjs";
import { endOnSignal } from "../../pkg-template/scripts/run.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";

const SECOND = { limit: 50, spanMs: 1_000, args: ["--rate-limit-per-second", "50"] };
const MINUTE = { limit: 60, spanMs: 60_000, args: ["--rate-limit", "60"] };

/**
 * @typedef {object} Run
 * @property {string} what
 * @property {typeof SECOND} server
 * @property {number} calls
 * @property {unknown} [rateLimit]
 */

/** @type {Run[]} */
const RUNS = [
  { what: "50 a second, `auto`", server: SECOND, calls: 1_000, rateLimit: "auto" },
  {
    what: "50 a second, `perSecond: 50`",
    server: SECOND,
    calls: 1_000,
    rateLimit: { perSecond: 50 },
  },
  { what: "50 a second, no `rateLimit`", server: SECOND, calls: 1_000 },
  { what: "60 a minute, `auto`", server: MINUTE, calls: 180, rateLimit: "auto" },
  {
    what: "60 a minute, `perMinute: 60`",
    server: MINUTE,
    calls: 180,
    rateLimit: { perMinute: 60 },
  },
];

async function main() {
  endOnSignal();
  const { pins } = await setUp();
  await build(pins);
  console.log(`\nNode ${process.version}`);
  console.log("| server's limit, client | calls | ideal | took | over | 429 | calls that failed |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const run of RUNS.filter(({ what }) => what.includes(process.argv[2] ?? ""))) {
    const { what, server, calls } = run;
    const ideal = (Math.ceil(calls / server.limit) - 1) * server.spanMs;
    const { ms, refused, failed } = await measure(run);
    const cells = [
      what,
      calls,
      seconds(ideal),
      seconds(ms),
      percent(ms / ideal - 1),
      `${refused} (${percent(refused / calls)})`,
      failed,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  say("done");
}

/** @param {Run} run */
async function measure({ server: { args }, calls, rateLimit }) {
  const cli = join(pkgDir, "sandbox", "cli.js");
  const others = ["--rate-limit", "1000000000"].filter(() => !args.includes("--rate-limit"));
  const child = spawn(process.execPath, [cli, "--port", "0", "--quiet", ...others, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { baseUrl, accessToken, uuid } = await greeting(child.stdout);
    const { ReporteiCustomers } = await import(pathToFileURL(join(pkgDir, "index.js")).href);
    let refused = 0;
    /** @param {[string, RequestInit]} request */
    const counting = async (...request) => {
      const response = await fetch(...request);
      if (response.status === 429) refused += 1;
      return response;
    };
    const client = new ReporteiCustomers({ accessToken, baseUrl, rateLimit, fetch: counting });
    const started = performance.now();
    const ended = await Promise.allSettled(Array.from({ length: calls }, () => client.show(uuid)));
    const ms = performance.now() - started;
    return { ms, refused, failed: ended.filter(({ status }) => status === "rejected").length };
  } finally {
    child.kill();
    await once(child, "exit");
  }
}

/**
 * What the sandbox prints when it serves.
 * @param {import("node:stream").Readable} stdout
 */
async function greeting(stdout) {
  let text = "";
  for await (const chunk of stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    text += chunk;
    const [, baseUrl] = /sandbox at (\S+)/.exec(text) ?? [];
    const [, accessToken] = /access token +(\S+)/.exec(text) ?? [];
    const [, uuid] = /a customer +(\S+)/.exec(text) ?? [];
    if (baseUrl && accessToken && uuid) return { baseUrl, accessToken, uuid };
  }
  throw new Error(`The sandbox ended: ${text}`);
}

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1_000).toFixed(2)} s`;

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;

await runAsProgram(import.meta.url, main);
