import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "./calls.js";

const { REPORTEI_BASE_URL: baseUrl = "", REPORTEI_ACCESS_TOKEN: accessToken = "" } = Bun.env;
console.log(await makeCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken, fetch }));
