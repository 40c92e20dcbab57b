/**
 * One campaign of one client: a fresh sandbox over real HTTP that fails at random, calls in flight,
 * and at the end what callers were told beside what happened.
 */
import { imported } from "../package/helpers/installed.mjs";
import { agree, idsIn, settleUnknown } from "./calm.mjs";
import { callAll, within } from "./callers.mjs";
import { judge } from "./judge.mjs";
import { outputs } from "./outputs.mjs";
import { walkAll } from "./walks.mjs";
import { witness } from "./witness.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
const { serve } = await imported("reportei-customers/sandbox/serve");

const CUSTOMERS = 100;
/** Faults of their own kind say that there were too many requests. */
const NO_LIMIT = 1_000_000_000;
/** How long calls may take to notice that the server is gone. */
const END_MS = 5_000;
/** For so many calls there is one walk that is judged by itself. */
const CALLS_PER_WALK = 50;

/**
 * @typedef {object} Settings
 * @property {number} calls
 * @property {number} seed
 * @property {number} faultRate
 *
 * @typedef {import("./judge.mjs").Column | "shortWalks" | "unhandledRejections" | "tokensSeen"} Verdict What is to be 0.
 *
 * @typedef {object} Result
 * @property {string} name Of the client.
 * @property {number} requests
 * @property {Record<string, number>} faults How many of each kind hit.
 * @property {Record<string, number>} told How many calls gave a value, or said what of the state.
 * @property {Record<Verdict, number>} verdicts
 * @property {string[]} findings
 * @property {number} seconds
 */

/**
 * @param {(connection: import("./ours.mjs").Connection) => import("./ours.mjs").Tried} connect
 * @param {Settings} settings
 * @returns {Promise<Result>}
 */
export async function play(connect, { calls, seed, faultRate }) {
  const began = Date.now();
  const faults = { seed, rate: faultRate };
  const limits = { rateLimitPerMinute: NO_LIMIT };
  const sandbox = new ReporteiSandbox({ customers: CUSTOMERS, seed, faults, ...limits });
  const owners = (await idsIn(sandbox)).map((uuid) => ({ uuid, token: sandbox.tokenOf(uuid) }));
  const { deeds, tokens, sandbox: witnessed } = witness(sandbox, owners);

  const printed = outputs();
  let unhandledRejections = 0;
  const onUnhandled = (/** @type {unknown} */ reason) => {
    unhandledRejections += 1;
    printed.see("unhandled rejection", reason);
  };
  process.on("unhandledRejection", onUnhandled);
  const served = await serve({
    sandbox: witnessed,
    onRequest: (/** @type {object} */ entry) => printed.see("journal", entry),
  });
  const tried = connect({
    baseUrl: `${served.url}/api`,
    accessToken: sandbox.accessToken,
    observer: (event) => printed.see("observer", event),
  });

  const onError = (/** @type {unknown} */ error) => printed.see("error", error);
  const requests = () => deeds.length;
  const { tolds, over } = await callAll(tried, { calls, seed, owners }, onError, requests);
  printed.see("client", tried.client);
  await settleUnknown(sandbox, tolds, began);
  await agree(sandbox, CUSTOMERS, deeds);
  const findings = judge(tolds, deeds);
  const count = (/** @type {string} */ name) =>
    findings.filter(({ column }) => column === name).length;
  const told = counted(
    tolds.map(({ state, error }) => (error ? (error.outcome ?? "failed") : state)),
  );

  // What hangs ends with its connection. It was judged above as it was, but may still be heard; the
  // listener stays, for what is heard later still is not to end the program.
  await served.close();
  await within(END_MS, over);
  const walks = Math.ceil(calls / CALLS_PER_WALK);
  const shortWalks = await walkAll(connect, { walks, seed, faultRate });
  printed.stop();
  const leaks = printed.leaks(tokens);
  return {
    name: tried.name,
    requests: deeds.length,
    faults: counted(deeds.flatMap(({ fault }) => fault ?? [])),
    told,
    verdicts: {
      duplicates: count("duplicates"),
      lostTokens: count("lostTokens"),
      wrongOutcomes: count("wrongOutcomes"),
      neverSettled: count("neverSettled"),
      shortWalks: shortWalks.length,
      unhandledRejections,
      tokensSeen: leaks.length,
    },
    findings: [
      ...findings.map(({ column, what }) => `${column}: ${what}`),
      ...shortWalks.map((what) => `shortWalks: ${what}`),
      ...leaks.map((from) => `tokensSeen: in ${from}`),
    ],
    seconds: (Date.now() - began) / 1000,
  };
}

/** @param {string[]} names */
function counted(names) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
