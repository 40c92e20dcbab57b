// The platform's own `fetch` and signals, whoever declares them.
import { ReporteiCustomers, type FetchLike } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";

const accessToken = "token";
const sandbox = new ReporteiSandbox();

export const clients = [
  new ReporteiCustomers({ accessToken, fetch }),
  new ReporteiCustomers({ accessToken, fetch: globalThis.fetch }),
  new ReporteiCustomers({ accessToken, fetch: (url, init) => fetch(url, init) }),
  new ReporteiCustomers({ accessToken, fetch: (url, init) => fetch(new Request(url, init)) }),
  new ReporteiCustomers({ accessToken, fetch: async () => new Response("{}") }),
  new ReporteiCustomers({ accessToken, fetch: sandbox.fetch }),
  new ReporteiCustomers({ accessToken, signal: AbortSignal.timeout(1_000) }),
  new ReporteiCustomers({ accessToken, headers: new Headers({ "x-trace": "1" }) }),
];

export const traced: FetchLike = async (url, { signal, headers, ...init }) => {
  const given: AbortSignal = signal;
  return fetch(url, { ...init, headers: { ...headers, "x-trace": "1" }, signal: given });
};

export async function called(reportei: ReporteiCustomers, request: Request): Promise<void> {
  await reportei.list({}, { signal: new AbortController().signal });
  await reportei.list({}, { signal: request.signal, headers: request.headers });
}
