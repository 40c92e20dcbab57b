// Import maps are not for workers, so the package is named by its file.
import { ReporteiCustomers, ReporteiError } from "./node_modules/reportei-customers/index.js";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

postMessage(await makeCalls(ReporteiCustomers, ReporteiError, options).catch(String));
