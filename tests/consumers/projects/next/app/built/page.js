// Rendered by the build, unless its request asks for more than that: then by the server.
import { ReporteiCustomers } from "reportei-customers";

export default async function Page() {
  const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = process.env;
  const { meta } = await new ReporteiCustomers({ baseUrl, accessToken }).list();
  return <p>{`${meta.total} customers`}</p>;
}
