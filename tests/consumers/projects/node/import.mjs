import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { sandboxCall, sevenCalls } from "./seven-calls.js";

console.log(await sevenCalls(ReporteiCustomers, ReporteiError, options));
console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
