import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { options } from "./options.js";
import { sevenCalls } from "./seven-calls.js";

sevenCalls(ReporteiCustomers, ReporteiError, options).then((text) => document.body.append(text));
