// Run with --frozen-intrinsics: nothing can be assigned over what is inherited.
import * as client from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { makeCalls, sandboxCall } from "./calls.js";
import { moreCalls } from "./more-calls.mjs";

if (!Object.isFrozen(Object.prototype)) throw new Error("Object.prototype is not frozen");
console.log(await makeCalls(client.ReporteiCustomers, client.ReporteiError, options));
console.log(await moreCalls(client, options));
console.log(await sandboxCall(client.ReporteiCustomers, ReporteiSandbox));
