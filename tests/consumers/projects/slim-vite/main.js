import wasm from "reportei-customers/reportei_customers.wasm?url";
import { init, ReporteiCustomers, ReporteiError } from "reportei-customers/slim";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

await init({ module_or_path: wasm });
document.body.append(await makeCalls(ReporteiCustomers, ReporteiError, options));
