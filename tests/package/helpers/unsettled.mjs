/**
 * A worker whose calls wait for functions that never settle. It tells by how much memory grew.
 *
 * It is not a test's own thread: there, node:test keeps a table of all asynchronous work under way,
 * which grows by a megabyte at once and never shrinks.
 */
import { parentPort, workerData } from "node:worker_threads";
import { imported } from "./installed.mjs";
import { heapInUse, watched } from "./memory.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./stubbed.mjs";

const { ReporteiCustomers, wasm } = await watched(() => imported("reportei-customers"));

const WARM_UP = 10_000;
const AT_ONCE = 2000;

const never = () => new Promise(() => {});

/** @type {unknown[]} */
const kept = [];

/** @type {Record<string, object>} */
const WAITS = {
  "a fetch": { fetch: never, timeoutMs: 1 },
  "a body": { fetch: async () => ({ ...answer(200, ""), text: never }), timeoutMs: 1 },
  "a token function": { accessToken: never, timeoutMs: 1 },
  "an acquire()": { rateLimit: { acquire: never }, totalTimeoutMs: 1 },
  "a fetch whose promise is kept": {
    fetch: () => {
      const promise = never();
      kept.push(promise);
      return promise;
    },
    timeoutMs: 1,
  },
};

/** @type {{ what: string, count: number }} */
const { what, count } = workerData;
const common = { accessToken: ACCESS_TOKEN, fetch: success, maxRetries: 0 };
const reportei = new ReporteiCustomers({ ...common, ...WAITS[what] });

/** @type {unknown[]} What ended otherwise than by the clock. */
const unexpected = [];

/** @param {number} count */
async function makeCalls(count) {
  for (let made = 0; made < count; made += AT_ONCE) {
    const calls = Array.from({ length: AT_ONCE }, () => reportei.show(UUID));
    for (const result of await Promise.allSettled(calls)) {
      if (result.status === "rejected" && result.reason.kind === "timeout") continue;
      unexpected.push(JSON.stringify(result));
    }
  }
}

await makeCalls(WARM_UP);
const heap = await heapInUse();
const before = wasm.memory.buffer.byteLength;
const keptBefore = kept.length;
await makeCalls(count);
const heapGrowth = (await heapInUse()) - heap;
const wasmGrowth = wasm.memory.buffer.byteLength - before;
const { uuid } = await new ReporteiCustomers(common).show(UUID);
parentPort?.postMessage({
  heapGrowth,
  wasmGrowth,
  unexpected,
  isUsable: uuid === UUID,
  kept: kept.length - keptBefore,
});
