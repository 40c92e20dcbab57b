import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "../../../calls.js";

export const dynamic = "force-dynamic";

export async function GET() {
  const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = process.env;
  return new Response(await makeCalls(ReporteiCustomers, ReporteiError, { baseUrl, accessToken }));
}
