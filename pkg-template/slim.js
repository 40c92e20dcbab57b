// The entry for those who load reportei_customers.wasm themselves: call `init` or `initSync` first.
export { init, initSync, ReporteiCustomers, parseTimestamp, trialStatus } from "./client.js";
export { ReporteiError, isReporteiError } from "./error.js";
