// A strict consumer, as a CommonJS module. Compiled, never run.
import { ReporteiCustomers, ReporteiError, type Customer } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";

export async function first(): Promise<Customer | undefined> {
  const sandbox = new ReporteiSandbox({ customers: 40, seed: 7 });
  const reportei = new ReporteiCustomers({ accessToken: sandbox.accessToken });
  try {
    return (await reportei.list()).data[0];
  } catch (error) {
    if (error instanceof ReporteiError && error.kind === "aborted") return undefined;
    throw error;
  }
}
