// The page has no import map, so the package is named by its file.
import { ReporteiCustomers, ReporteiError } from "./node_modules/reportei-customers/index.js";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

document.body.append(await makeCalls(ReporteiCustomers, ReporteiError, options));
