// Nothing here is dynamic, so Next.js 14 keeps the answers to GET, unless a request says otherwise.
import { ReporteiCustomers } from "reportei-customers";

export async function GET() {
  const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = process.env;
  const reportei = new ReporteiCustomers({ baseUrl, accessToken });
  const before = (await reportei.list()).meta.total;
  const { uuid } = await reportei.create({ name: "Padaria Lua" });
  const after = (await reportei.list()).meta.total;
  await reportei.delete(uuid);
  return Response.json({ before, after });
}
