// Run with --jitless: there is no WebAssembly. An application that makes no call goes on.
import assert from "node:assert/strict";
import { ReporteiCustomers, ReporteiError, isReporteiError } from "reportei-customers";
import options from "./options.cjs";

assert.equal(typeof WebAssembly, "undefined");
assert.equal(isReporteiError(new Error()), false);
assert.throws(
  () => new ReporteiCustomers(options),
  (error) => error instanceof ReporteiError && /WebAssembly/.test(error.message),
);
console.log("says why");
