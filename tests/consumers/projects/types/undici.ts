import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { Agent, fetch, Headers } from "undici";
import { makeCalls } from "./calls.js";

const { REPORTEI_BASE_URL: baseUrl = "", REPORTEI_ACCESS_TOKEN: accessToken = "" } = process.env;
const options = { baseUrl, accessToken, headers: new Headers({ "x-trace": "1" }) };
const dispatcher = new Agent({ headersTimeout: 0 });

console.log(await makeCalls(ReporteiCustomers, ReporteiError, { ...options, fetch }));
const patient = new ReporteiCustomers({
  ...options,
  fetch: (url, init) => fetch(url, { ...init, dispatcher }),
});
console.log((await patient.list()).meta.total);
