import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { sandboxCall, makeCalls } from "./calls.js";

const options = {
  baseUrl: Deno.env.get("REPORTEI_BASE_URL"),
  accessToken: Deno.env.get("REPORTEI_ACCESS_TOKEN"),
};
console.log(await makeCalls(ReporteiCustomers, ReporteiError, options));
console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
