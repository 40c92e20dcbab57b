import { ReporteiCustomers, ReporteiError, type CustomerPage } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { sandboxCall, makeCalls } from "./calls.js";

async function main(): Promise<void> {
  const { REPORTEI_BASE_URL: baseUrl = "", REPORTEI_ACCESS_TOKEN: accessToken = "" } = process.env;
  const page: CustomerPage = await new ReporteiCustomers({ baseUrl, accessToken }).list();
  console.log(page.data.length);
  console.log(await makeCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }));
  console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
  console.log(`compiled to ${typeof require === "function" ? "CommonJS" : "an ES module"}`);
}

void main();
