import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { sevenCalls } from "./seven-calls.js";

const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken = "" } = process.env;
sevenCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }).then(console.log);
