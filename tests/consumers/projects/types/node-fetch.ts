import fetch, { Headers } from "node-fetch";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "./calls.js";

const { REPORTEI_BASE_URL: baseUrl = "", REPORTEI_ACCESS_TOKEN: accessToken = "" } = process.env;
const options = { baseUrl, accessToken, headers: new Headers({ "x-trace": "1" }) };

console.log(await makeCalls(ReporteiCustomers, ReporteiError, { ...options, fetch }));
const traced = new ReporteiCustomers({
  ...options,
  fetch: (url, { headers, ...init }) => fetch(url, { ...init, headers: { ...headers } }),
});
console.log((await traced.list()).meta.total);
