// An application in which some modules import the package, and others require it.
import { createRequire } from "node:module";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import options from "./options.cjs";
import { makeCalls } from "./calls.js";

const required = createRequire(import.meta.url)("reportei-customers");
const oneClass =
  required.ReporteiCustomers === ReporteiCustomers && required.ReporteiError === ReporteiError;

console.log(await makeCalls(ReporteiCustomers, ReporteiError, options));
console.log(await makeCalls(required.ReporteiCustomers, required.ReporteiError, options));
console.log(oneClass ? "one class" : "two classes");
