// The entry for workerd, which compiles no wasm at run time: the module comes compiled.
import module from "./reportei_customers.wasm";
import { initSync } from "./client.js";

initSync({ module });

export { ReporteiCustomers, ReporteiError, isReporteiError } from "./client.js";
