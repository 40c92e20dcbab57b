/**
 * The example `import.mjs` on trial: one process after the other creates the same customers, and is
 * killed at a moment drawn from a seed, while the API answers late, loses answers and creates late.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { draws } from "../campaign/draws.mjs";
import { OTHERS_CREATED_AT, verdicts } from "../campaign/verdicts.mjs";
import { imported } from "../package/helpers/installed.mjs";
import { serveListening } from "./listening.mjs";
import { exampleModule, startScript } from "./scripts.mjs";

const NAMES = 30;
const MORE_NAMES = 10;
/** How late a creation is at most, and how long the script waits for it. */
const LATEST_MS = 150;
const SERVER_LIMIT_SECONDS = 0.3;
const LATEST_KILL_MS = 400;
const KEY = "5e".repeat(32);

/** Some are left, or the answer to a deletion was lost as often as it was repeated. */
const EXPECTED_FAILURE = /^Run the same command again\.$|^network: /m;

/** From when on a random time passes until the kill. */
const MOMENTS = /** @type {const} */ (["start", "first request", "creation"]);

/**
 * @typedef {object} Killed
 * @property {number} kills
 * @property {number} runs
 * @property {number} orphaned After how many kills there were customers without a stored token.
 */

/** @param {import("../campaign/draws.mjs").Draws} draw */
function faultOfCreation({ next, pick }) {
  if (next() < 0.7) return { kind: "latency", ms: Math.floor(next() * 40) };
  return pick([
    { kind: "late", ms: Math.floor(next() * LATEST_MS) },
    { kind: "lost" },
    { kind: "notices" },
    { kind: "body_truncated" },
    { kind: "status", status: 502, applied: true },
    { kind: "status", status: 404, envelope: "text" },
    { kind: "rate_limit", retryAfter: 0 },
  ]);
}

/**
 * @param {{ kills: number, seed: number }} settings
 * @returns {Promise<Killed & import("../campaign/verdicts.mjs").Verdicts>}
 */
export async function killImports({ kills, seed }) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-import-"));
  const csv = join(dir, "customers.csv");
  const vaultFile = join(dir, "vault.jsonl");
  const names = Array.from({ length: NAMES }, (_, number) => ` Customer, "${number}"`);
  // Others have customers of the same names, of an earlier time.
  const data = names.map((name) => ({ name: name.trim(), created_at: OTHERS_CREATED_AT }));
  const faults = draws(seed, 0);
  const { next, pick } = draws(seed, 1);
  /** @type {(moment: typeof MOMENTS[number]) => void} */
  let reached = () => {};
  const served = await serveListening(
    { seed, data },
    {
      before: ({ method }, sandbox) => {
        const path = "/customers";
        reached("first request");
        const { next: chance } = faults;
        if (method === "POST") sandbox.inject({ method, path, fault: faultOfCreation(faults) });
        if (method === "GET") sandbox.inject({ method, fault: { kind: "latency", ms: 3 } });
        if (method === "DELETE") {
          const kind = chance() < 0.3 ? "lost" : "latency";
          sandbox.inject({ method, fault: kind === "lost" ? { kind } : { kind, ms: 10 } });
        }
      },
      // The API did it, and its answer is not yet on its way.
      after: ({ method }) => method === "POST" && reached("creation"),
    },
  );
  const state = { kills: 0, runs: 0, orphaned: 0 };
  try {
    for (let done = false; !done; state.runs++) {
      const rows = names.map((name) => `"${name.replaceAll('"', '""')}"\n`);
      writeFileSync(csv, `name\n${rows.join("")}`);
      const args = [csv, vaultFile, "--server-limit-seconds", String(SERVER_LIMIT_SECONDS)];
      const env = { REPORTEI_VAULT_KEY: KEY };
      const { child, ended } = startScript("import.mjs", args, { sandbox: served, env });
      const moment = state.kills < kills ? pick(MOMENTS) : undefined;
      const killAfterMs = next() < 0.3 ? 0 : next() * LATEST_KILL_MS;
      let isReached = false;
      /** @type {NodeJS.Timeout | undefined} */
      let timer;
      reached = (now) => {
        if (now !== moment || isReached) return;
        isReached = true;
        // At once is now: a timer of 0 would let the answer go first.
        if (killAfterMs === 0) child.kill("SIGKILL");
        else timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
      };
      reached("start");
      const { code, stderr } = await ended;
      clearTimeout(timer);
      if (code === null) {
        state.kills += 1;
        state.orphaned += Number(await hasOrphans(served.sandbox, vaultFile, data.length));
      } else if (code !== 0 && !EXPECTED_FAILURE.test(stderr)) {
        throw new Error(`import.mjs failed otherwise:\n${stderr}`);
      }
      done = code === 0 && state.kills >= kills;
      // What is done begins again, so that there is always something to kill.
      if (code === 0 && !done) {
        for (let more = 0; more < MORE_NAMES; more++) names.push(`Customer ${names.length}`);
      }
    }
    await wait(LATEST_MS); // What is late still would double somebody.
    const { openVault } = await exampleModule("vault.mjs");
    const vault = openVault(vaultFile, Buffer.from(KEY, "hex"));
    const tokens = new Map(
      vault.uuids().map((/** @type {string} */ uuid) => [uuid, vault.tokenOf(uuid)]),
    );
    const { sandbox } = served;
    return { ...state, ...(await verdicts({ sandbox, names, tokens, others: data.length })) };
  } finally {
    await served.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Whether the sandbox has a customer that the vault does not know.
 * @param {any} sandbox
 * @param {string} vaultFile
 * @param {number} others
 */
async function hasOrphans(sandbox, vaultFile, others) {
  const { ReporteiCustomers } = await imported("reportei-customers");
  const { accessToken, fetch } = sandbox;
  const there = await new ReporteiCustomers({ accessToken, fetch })
    .listAll()
    .toArray({ limit: 100_000 });
  const vault = existsSync(vaultFile) ? readFileSync(vaultFile, "utf8") : "";
  return there
    .slice(others)
    .some((/** @type {{ uuid: string }} */ { uuid }) => !vault.includes(uuid));
}
