// The newest customers as a table, in Bun. An argument says how many: 20 by default.
//
//   REPORTEI_ACCESS_TOKEN=… bun bun.ts 20
//
// Exit codes: 0 done, 1 failed.

import { isReporteiError, ReporteiCustomers, trialStatus, type Customer } from "reportei-customers";

const { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: baseUrl } = Bun.env;
const newest = Number(Bun.argv[2] ?? 20);

try {
  const customers: Customer[] = [];
  const reportei = new ReporteiCustomers({ accessToken, baseUrl });
  for await (const customer of reportei.listAll()) customers.push(customer);
  customers.sort((one, other) => other.created_at.localeCompare(one.created_at));
  const rows = customers.slice(0, newest).map((customer) => {
    const { state, daysLeft } = trialStatus(customer);
    return { name: customer.name, created: customer.created_at, state, daysLeft };
  });
  console.log(Bun.inspect.table(rows));
} catch (error) {
  if (!isReporteiError(error)) throw error;
  console.error(`${error.kind}: ${error.message}`);
  process.exitCode = 1;
}
