import { parentPort } from "node:worker_threads";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import options from "./options.cjs";
import { sandboxCall, makeCalls } from "./calls.js";

const calls = await makeCalls(ReporteiCustomers, ReporteiError, options);
parentPort.postMessage(`${calls}\n${await sandboxCall(ReporteiCustomers, ReporteiSandbox)}`);
