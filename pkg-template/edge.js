// The entry for Vercel's edge runtime, which compiles no wasm at run time: the module comes compiled.
import module from "./reportei_customers.wasm?module";
import {
  failed,
  initSync,
  parseTimestamp as parse,
  ReporteiCustomers as Client,
  trialStatus as status,
} from "./client.js";
import { start } from "./start.js";

// Next.js' edge sandbox hands over a module of another realm, which fails `instanceof` here.
Object.setPrototypeOf(module, WebAssembly.Module.prototype);

export { ReporteiError, isReporteiError } from "./error.js";
export const ReporteiCustomers = /* @__PURE__ */ start(initSync, module, Client, failed);
export const parseTimestamp = /* @__PURE__ */ start(initSync, module, parse, failed);
export const trialStatus = /* @__PURE__ */ start(initSync, module, status, failed);
