/** A worker that frees a client in one place, where its arguments are read, and tells what comes. */
import { setImmediate as turn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { imported } from "./installed.mjs";
import { WHILE_ARGUMENTS_ARE_READ, meddling, own } from "./meddling.mjs";
import { UUID } from "./stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const place = WHILE_ARGUMENTS_ARE_READ.find(({ where }) => where === workerData);
if (!place) throw new Error(`There is no place ${workerData}.`);
/** @type {string[]} */
const tokens = [];
const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
  tokens.push(init.headers.authorization);
  return own(url, init);
};
const { reportei, made } = meddling({ ...place, ofClient: () => ({ fetch }) }, (reportei) => {
  reportei.free();
  // Whatever the first had may be another's now: the call must not take it.
  new ReporteiCustomers({ accessToken: "another", fetch });
});
let isSettled = false;
/** @type {any} */
let error;
made.catch((/** @type {unknown} */ reason) => (error = reason)).finally(() => (isSettled = true));
// Nothing that it waits for takes longer than some turns.
for (let turns = 0; turns < 100 && !isSettled; turns++) await turn();
const later = await reportei.show(UUID).catch((/** @type {Error} */ { message }) => message);
const { kind, message } = error ?? {};
parentPort?.postMessage({ isSettled, kind, message, tokens, later });
