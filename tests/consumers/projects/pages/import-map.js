import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

document.body.append(await makeCalls(ReporteiCustomers, ReporteiError, options));
