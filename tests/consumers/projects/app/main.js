import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

makeCalls(ReporteiCustomers, ReporteiError, options).then((text) => document.body.append(text));
