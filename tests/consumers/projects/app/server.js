import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "./calls.js";

const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken = "" } = process.env;
makeCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }).then(console.log);
