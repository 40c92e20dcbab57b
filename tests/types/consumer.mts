// A strict consumer, as an ES module. Compiled, never run.
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import type {
  Confirmation,
  CreatedCustomer,
  Customer,
  CustomerPage,
  CustomerSettings,
} from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { initSync } from "reportei-customers/slim";

export async function everyCall(uuid: string, customerToken: string): Promise<string | undefined> {
  const reportei = new ReporteiCustomers({ accessToken: "token", timeoutMs: 5000 });
  const page: CustomerPage = await reportei.list({ page: 1, per_page: 50 });
  const shown: Customer = await reportei.show(uuid);
  const settings: CustomerSettings = await reportei.settings({ customerToken });
  const created: CreatedCustomer = await reportei.create({ name: "Padaria Sol" });
  const updated: Customer = await reportei.update(uuid, { name: "Padaria Sol" });
  const paid: Confirmation = await reportei.updatePaymentStatus(uuid, { is_paying: true });
  const gone: Confirmation = await reportei.delete(uuid, { timeoutMs: 1000 });
  const status: string | undefined = settings.integrations[0]?.status;
  const trialEnd: string | null = shown.trial_ends_at;
  void [page.meta.total, created.api_token, updated.name, paid.success, gone.message, trialEnd];
  return status;
}

export async function mistakesAreSeen(reportei: ReporteiCustomers): Promise<void> {
  // @ts-expect-error A misspelt option.
  new ReporteiCustomers({ accesToken: "token" });
  // @ts-expect-error A misspelt parameter.
  await reportei.list({ perPage: 50 });
  // @ts-expect-error A name is needed.
  await reportei.create({});
  // @ts-expect-error A boolean is needed.
  await reportei.updatePaymentStatus("uuid", { is_paying: "yes" });
  // @ts-expect-error A token is shown once only.
  void (await reportei.show("uuid")).api_token;
}

export function explain(error: unknown): string {
  if (!(error instanceof ReporteiError)) return "not ours";
  const status: number | undefined = error.status;
  const fields: string[] = Object.keys(error.fieldErrors);
  return `${error.kind} ${status ?? ""} ${error.message} ${fields.join()}`;
}

export function sandboxed(): ReporteiCustomers {
  const faults = { rate: 0.1, kinds: ["lost" as const] };
  const sandbox = new ReporteiSandbox({ customers: 40, seed: 7, faults });
  const { used } = sandbox.inject({ times: 2, fault: { kind: "status", status: 503 } });
  if (used === 2) throw new Error(sandbox.journal(1)[0]?.fault);
  return new ReporteiCustomers({ accessToken: sandbox.accessToken, fetch: sandbox.fetch });
}

export const loaded: unknown = initSync({ module: new Uint8Array() });
