const { ReporteiCustomers, ReporteiError } = require("reportei-customers");
const { ReporteiSandbox } = require("reportei-customers/sandbox");
const options = require("./options.cjs");
const { sandboxCall, sevenCalls } = require("./seven-calls.cjs");

async function main() {
  console.log(await sevenCalls(ReporteiCustomers, ReporteiError, options));
  console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
}

main();
