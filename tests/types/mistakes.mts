// What must not compile. Each line below is a mistake that somebody makes.
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import type { Customer, FetchLike, Integration, PageMeta } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { serve } from "reportei-customers/sandbox/serve";
import { init, initSync } from "reportei-customers/slim";

declare const reportei: ReporteiCustomers;
declare const customer: Customer;
declare const integration: Integration;
declare const meta: PageMeta;
declare const error: ReporteiError;

export async function ofTheClient(): Promise<void> {
  // @ts-expect-error Options are needed, if only to say where the token comes from.
  new ReporteiCustomers();
  // @ts-expect-error A misspelt option.
  new ReporteiCustomers({ accesToken: "token" });
  // @ts-expect-error As the API would spell it.
  new ReporteiCustomers({ access_token: "token" });
  // @ts-expect-error A string is needed.
  new ReporteiCustomers({ accessToken: 1 });
  // @ts-expect-error No token is undefined, not null.
  new ReporteiCustomers({ accessToken: null });
  // @ts-expect-error A number is needed.
  new ReporteiCustomers({ accessToken: "token", timeoutMs: "5s" });
  // @ts-expect-error Not a mode of fetch.
  new ReporteiCustomers({ accessToken: "token", credentials: "always" });
  // @ts-expect-error Header values are strings.
  new ReporteiCustomers({ accessToken: "token", headers: { "x-retries": 1 } });
  // @ts-expect-error A fetch that gives no promise.
  new ReporteiCustomers({ accessToken: "token", fetch: () => ({ status: 200 }) });
  // @ts-expect-error A class is made with new.
  ReporteiCustomers({ accessToken: "token" });
}

export async function ofTheCalls(): Promise<void> {
  // @ts-expect-error A misspelt parameter.
  await reportei.list({ perPage: 50 });
  // @ts-expect-error A number is needed.
  await reportei.list({ page: "1" });
  // @ts-expect-error Options are the second argument.
  await reportei.list({ timeoutMs: 1000 });
  // @ts-expect-error It begins with the first page.
  reportei.listAll({ page: 2 });
  // @ts-expect-error It is iterated over with await.
  for (const _ of reportei.listAll());
  // @ts-expect-error A limit is needed.
  await reportei.listAll().toArray();
  // @ts-expect-error An id is needed.
  await reportei.show();
  // @ts-expect-error An id is a string.
  await reportei.show(1);
  // @ts-expect-error It may be undefined.
  await reportei.show([customer.uuid][0] as string | undefined);
  // @ts-expect-error A token is given by name.
  await reportei.settings("token");
  // @ts-expect-error A name is needed.
  await reportei.create();
  // @ts-expect-error A name is needed.
  await reportei.create({});
  // @ts-expect-error A misspelt name.
  await reportei.create({ nome: "Padaria" });
  // @ts-expect-error The API takes no more than a name.
  await reportei.create({ name: "Padaria", is_paying: true });
  // @ts-expect-error The id comes first.
  await reportei.update({ name: "Padaria" });
  // @ts-expect-error A boolean is needed.
  await reportei.updatePaymentStatus("uuid", { is_paying: "yes" });
  // @ts-expect-error In the API's spelling.
  await reportei.updatePaymentStatus("uuid", { isPaying: true });
  // @ts-expect-error Not a signal.
  await reportei.delete("uuid", { signal: true });
  // @ts-expect-error A misspelt option.
  await reportei.delete("uuid", { timeout: 1000 });
  // @ts-expect-error The access token is the client's.
  await reportei.delete("uuid", { accessToken: "token" });
  // @ts-expect-error There is no such call.
  await reportei.remove("uuid");
}

export async function ofTheAnswers(): Promise<void> {
  // @ts-expect-error A token is shown once only.
  void (await reportei.show("uuid")).api_token;
  // @ts-expect-error A promise is awaited first.
  void reportei.list().data;
  // @ts-expect-error It may be null.
  customer.trial_ends_at.length;
  // @ts-expect-error Not a number.
  integration.status.toFixed();
  // @ts-expect-error There is no such field.
  meta.total_pages;
  // @ts-expect-error There is no such kind.
  void (error.kind === "unauthorized");
  // @ts-expect-error It may be missing.
  error.status.toFixed();
  // @ts-expect-error Unknown until it was looked at.
  error.body.message;
  // @ts-expect-error Errors are the client's to make.
  new ReporteiError();
  // @ts-expect-error What an error says stays as it is.
  error.kind = "http";
}

export async function ofTheOtherEntries(): Promise<void> {
  // @ts-expect-error A misspelt option.
  new ReporteiSandbox({ customer: 40 });
  // @ts-expect-error A seed is a number.
  new ReporteiSandbox({ seed: "7" });
  const sandbox = new ReporteiSandbox();
  // @ts-expect-error There is no such unit.
  sandbox.advance({ weeks: 1 });
  // @ts-expect-error There is no such fault.
  sandbox.inject({ fault: { kind: "explosion" } });
  // @ts-expect-error What a status fault needs.
  sandbox.inject({ fault: { kind: "status" } });
  // @ts-expect-error A sandbox is needed.
  await serve({ port: 0 });
  // @ts-expect-error The wasm is given by name.
  await init();
  // @ts-expect-error Not an address: that takes time.
  initSync({ module: "https://example.com/reportei_customers.wasm" });
  // @ts-expect-error An answer needs a body that can be read.
  const fetch: FetchLike = () => Promise.resolve({ status: 200, headers: new Map() });
  void fetch;
}
