// Explicit resource management, which TypeScript knows from 5.2 on.
import { ReporteiCustomers } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";

export async function once(): Promise<number> {
  using sandbox = new ReporteiSandbox();
  using reportei = new ReporteiCustomers({ accessToken: sandbox.accessToken });
  return (await reportei.list()).meta.total;
}
