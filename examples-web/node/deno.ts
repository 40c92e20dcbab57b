// How many customers pay, are on trial, or had theirs: in Deno, with no permission but those it needs.
//
//   REPORTEI_ACCESS_TOKEN=… deno run --allow-net=connect.reportei.com --allow-env=REPORTEI_ACCESS_TOKEN,REPORTEI_BASE_URL deno.ts
//
// Exit codes: 0 done, 1 failed.

import { isReporteiError, ReporteiCustomers, trialStatus } from "reportei-customers";

const baseUrl = Deno.env.get("REPORTEI_BASE_URL");
const accessToken = Deno.env.get("REPORTEI_ACCESS_TOKEN");
const counts = { paying: 0, trial: 0, expired: 0, none: 0 };

try {
  const reportei = new ReporteiCustomers({ accessToken, baseUrl });
  for await (const customer of reportei.listAll()) counts[trialStatus(customer).state] += 1;
  console.log(counts);
} catch (error) {
  if (!isReporteiError(error)) throw error;
  console.error(`${error.kind}: ${error.message}`);
  Deno.exit(1);
}
