import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { options } from "./options.js";
import { sevenCalls } from "./seven-calls.js";

document.body.append(await sevenCalls(ReporteiCustomers, ReporteiError, options));
