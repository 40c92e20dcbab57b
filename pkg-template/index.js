// The entry for Node, browsers and bundlers. The wasm is in it: nothing to find and to wait for.
import bytes from "./bytes.js";
import {
  failed,
  initSync,
  parseTimestamp as parse,
  ReporteiCustomers as Client,
  trialStatus as status,
} from "./client.js";
import { start } from "./start.js";

export { ReporteiError, isReporteiError } from "./error.js";
export const ReporteiCustomers = /* @__PURE__ */ start(initSync, bytes, Client, failed);
export const parseTimestamp = /* @__PURE__ */ start(initSync, bytes, parse, failed);
export const trialStatus = /* @__PURE__ */ start(initSync, bytes, status, failed);
