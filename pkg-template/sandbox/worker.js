// The sandbox's entry for workerd, as worker.js is the client's.
import module from "./sandbox.wasm";
import { initSync } from "./sandbox.js";

initSync({ module });

export { ReporteiSandbox } from "./sandbox.js";
