import * as client from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { makeCalls, sandboxCall } from "./calls.js";
import { moreCalls } from "./more-calls.mjs";

if (!Object.isFrozen(Error.prototype)) throw new Error("Error.prototype is not frozen");
console.log(await makeCalls(client.ReporteiCustomers, client.ReporteiError, options));
console.log(await moreCalls(client, options));
console.log(await sandboxCall(client.ReporteiCustomers, ReporteiSandbox));
