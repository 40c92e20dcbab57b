import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { sevenCalls } from "../../../seven-calls.js";

export const dynamic = "force-dynamic";

export async function GET() {
  const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = process.env;
  return new Response(await sevenCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }));
}
