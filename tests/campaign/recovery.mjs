/**
 * The README's recipe on trial: processes that create customers are killed at any moment, while the
 * server loses answers and creates late. At the end each name is to have one customer, whose token is
 * stored, and nobody else's customer is to be gone.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { imported, packageDir } from "../package/helpers/installed.mjs";
import { draws } from "./draws.mjs";
import { recipeIn } from "./recipe.mjs";
import { OTHERS_CREATED_AT, verdicts } from "./verdicts.mjs";

const PROGRAM = fileURLToPath(new URL("recovering.mjs", import.meta.url));
const JOBS = 4;
const NAMES = 6;
/** How long an attempt may take, how late a creation is at most, and how long the recipe waits for it. */
const TIMEOUT_MS = 150;
const LATEST_MS = 1_200;
const SERVER_LIMIT_MS = 1_500;
const LATEST_KILL_MS = 4_000;
const MOST_RUNS = 100;

/** @typedef {{ kills: number } & import("./verdicts.mjs").Verdicts} Recovered */

/**
 * What becomes of a creation.
 * @param {import("./draws.mjs").Draws} draw
 */
function faultOf({ next, pick }) {
  if (next() < 0.4) return undefined;
  if (next() < 0.5) return { kind: "late", ms: Math.floor(next() * LATEST_MS) };
  return pick([
    { kind: "lost" },
    { kind: "latency", ms: Math.floor(next() * 2 * TIMEOUT_MS) },
    { kind: "notices" },
    { kind: "status", status: 502, applied: true },
    { kind: "status", status: 522, envelope: "html", applied: true },
    { kind: "status", status: 404, envelope: "text" },
    { kind: "status", status: 200, envelope: "unsuccessful" },
    { kind: "rate_limit", retryAfterAs: "none", resetAs: "seconds" },
    { kind: "iso_times" },
    { kind: "gapped_arrays" },
    { kind: "body_truncated" },
  ]);
}

/**
 * What becomes of a list.
 * @param {import("./draws.mjs").Draws} draw
 */
function faultOfList({ next, pick }) {
  if (next() < 0.6) return undefined;
  return pick([
    { kind: "iso_times" },
    { kind: "text_numbers" },
    { kind: "unstable_order", rows: 20 },
    { kind: "capped_pages", perPage: 10 },
    { kind: "notices" },
  ]);
}

/**
 * @param {{ kills: number, seed: number }} settings
 * @returns {Promise<Recovered>}
 */
export async function recover({ kills, seed }) {
  const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
  const { serve } = await imported("reportei-customers/sandbox/serve");
  const dir = mkdtempSync(join(tmpdir(), "reportei-recovery-"));
  const jobs = Array.from({ length: JOBS }, (_, job) => ({
    names: Array.from({ length: NAMES }, (_, name) => `\u00a0Customer ${job}-${name} `),
    file: join(dir, `${job}.jsonl`),
  }));
  // Others have customers of the same names, of an earlier time.
  const others = jobs.flatMap(({ names }) => names.map((name) => ({ name: name.trim() })));
  const data = others.map((other) => ({ ...other, created_at: OTHERS_CREATED_AT }));
  const sandbox = new ReporteiSandbox({ seed, data, rateLimitPerMinute: 1_000_000_000 });
  const draw = draws(seed, 0);
  const handle = (/** @type {any} */ request) => {
    const { method } = request;
    const fault =
      method === "POST" ? faultOf(draw) : method === "GET" ? faultOfList(draw) : undefined;
    if (fault) sandbox.inject({ method, path: "/customers", fault });
    return sandbox.handle(request);
  };
  const journal = (/** @type {number | undefined} */ last) => sandbox.journal(last);
  const served = await serve({ sandbox: { handle, journal } });
  const options = {
    baseUrl: `${served.url}/api`,
    accessToken: sandbox.accessToken,
    timeoutMs: TIMEOUT_MS,
  };
  const given = {
    client: pathToFileURL(join(packageDir, "index.js")).href,
    recipe: recipeIn(dir),
    options,
    serverLimitMs: SERVER_LIMIT_MS,
  };
  let killed = 0;
  try {
    await Promise.all(
      jobs.map(async (job, index) => {
        const { next } = draws(seed, index + 1);
        for (let runs = 0, done = false; !done && runs < MOST_RUNS + kills; runs++) {
          const args = [PROGRAM, JSON.stringify({ ...given, ...job })];
          const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
          const isKilled = killed < kills;
          const timer = isKilled
            ? setTimeout(() => child.kill("SIGKILL"), next() * LATEST_KILL_MS)
            : undefined;
          const [code, signal] = await once(child, "exit");
          clearTimeout(timer);
          if (signal === "SIGKILL") killed += 1;
          done = code === 0 && killed >= kills;
          // A job that is done begins again, so that there is always one to kill.
          if (code === 0 && !done) job.names.push(`${job.names.length} of job ${index}`);
        }
      }),
    );
    // What is late still would double somebody.
    await wait(LATEST_MS);
    const names = jobs.flatMap((job) => job.names);
    const tokens = new Map(jobs.flatMap(({ file }) => stored(file)));
    return {
      kills: killed,
      ...(await verdicts({ sandbox, names, tokens, others: others.length })),
    };
  } finally {
    await served.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * @param {string} file What the recipe wrote.
 * @returns {[uuid: string, token: string][]}
 */
function stored(file) {
  if (!existsSync(file)) return [];
  const [, ...lines] = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line)).map(({ uuid, token }) => [uuid, token]);
}
