const { ReporteiCustomers, ReporteiError } = require("reportei-customers");
const { ReporteiSandbox } = require("reportei-customers/sandbox");
const { sandboxCall, sevenCalls } = require("./seven-calls.cjs");

async function main() {
  const options = {
    baseUrl: process.env.REPORTEI_BASE_URL,
    accessToken: process.env.REPORTEI_ACCESS_TOKEN,
  };
  console.log(await sevenCalls(ReporteiCustomers, ReporteiError, options));
  console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
}

main();
