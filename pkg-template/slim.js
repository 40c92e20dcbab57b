// The entry for those who load reportei_customers.wasm themselves: call `init` or `initSync` first.
export {
  default as init,
  initSync,
  ReporteiCustomers,
  ReporteiError,
  isReporteiError,
  parseTimestamp,
  trialStatus,
} from "./client.js";
