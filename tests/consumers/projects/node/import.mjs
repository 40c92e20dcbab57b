import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { sandboxCall, makeCalls } from "./calls.js";

console.log(await makeCalls(ReporteiCustomers, ReporteiError, options));
console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
