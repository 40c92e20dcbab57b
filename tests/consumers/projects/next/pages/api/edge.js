import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { sevenCalls } from "../../seven-calls.js";

export const config = { runtime: "edge" };

export default async function handler() {
  const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = process.env;
  return new Response(await sevenCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }));
}
