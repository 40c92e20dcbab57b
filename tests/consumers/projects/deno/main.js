import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { sandboxCall, sevenCalls } from "./seven-calls.js";

const options = {
  baseUrl: Deno.env.get("REPORTEI_BASE_URL"),
  accessToken: Deno.env.get("REPORTEI_ACCESS_TOKEN"),
};
console.log(await sevenCalls(ReporteiCustomers, ReporteiError, options));
console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
