// The entry for Node, browsers and bundlers: the wasm is in the module itself, so that there is no
// file to find and nothing to wait for.
import bytes from "./bytes.js";
import { initSync } from "./client.js";

initSync({ module: bytes });

export { ReporteiCustomers, ReporteiError, isReporteiError } from "./client.js";
