import { once } from "node:events";
import { Worker } from "node:worker_threads";

// Two at once, as a pool would have them.
const workers = [1, 2].map(() => new Worker(new URL("./in-worker.mjs", import.meta.url)));
for (const [line] of await Promise.all(workers.map((worker) => once(worker, "message")))) {
  console.log(line);
}
