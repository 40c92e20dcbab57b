// The entry for Vercel's edge runtime, which compiles no wasm at run time: the module comes compiled.
import module from "./reportei_customers.wasm?module";
import { initSync } from "./client.js";

// Next.js' edge sandbox hands over a module of another realm, which fails `instanceof` here.
Object.setPrototypeOf(module, WebAssembly.Module.prototype);
initSync({ module });

export { ReporteiCustomers, ReporteiError, isReporteiError } from "./client.js";
