const { ReporteiCustomers, ReporteiError } = require("reportei-customers");
const { ReporteiSandbox } = require("reportei-customers/sandbox");
const options = require("./options.cjs");
const { sandboxCall, makeCalls } = require("./calls.cjs");

async function main() {
  console.log(await makeCalls(ReporteiCustomers, ReporteiError, options));
  console.log(await sandboxCall(ReporteiCustomers, ReporteiSandbox));
}

main();
