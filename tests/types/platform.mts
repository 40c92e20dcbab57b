// The platform's own fetch, signals and headers, where their types are known: the DOM's or Node's.
import { ReporteiCustomers, type FetchLike } from "reportei-customers";
import { ReporteiSandbox, type SandboxFetch } from "reportei-customers/sandbox";
import { init, type WasmSource } from "reportei-customers/slim";
import { expectTrue, type Equal } from "./equal.mjs";

expectTrue<Equal<SandboxFetch, typeof fetch>>();

export const platforms: FetchLike = fetch;
export const clients = [
  new ReporteiCustomers({ accessToken: "token", fetch }),
  new ReporteiCustomers({ accessToken: "token", fetch: globalThis.fetch }),
  new ReporteiCustomers({ accessToken: "token", fetch: (url, init) => fetch(url, init) }),
  new ReporteiCustomers({ accessToken: "token", fetch: new ReporteiSandbox().fetch }),
  new ReporteiCustomers({
    accessToken: "token",
    fetch: async (url, init) => fetch(new Request(url, { ...init, keepalive: true })),
  }),
];

export async function called(reportei: ReporteiCustomers): Promise<void> {
  const controller = new AbortController();
  await reportei.list({}, { signal: controller.signal });
  await reportei.list({}, { signal: AbortSignal.timeout(1000) });
  const signal: AbortSignal | undefined = undefined;
  await reportei.list({}, { signal });
  await reportei.list({}, { headers: new Headers({ "x-trace": "1" }) });
}

export const sources: WasmSource[] = [
  new URL("https://example.com/reportei_customers.wasm"),
  new Response(),
  "https://example.com/reportei_customers.wasm",
  new ArrayBuffer(0),
];
export const loading = init({ module_or_path: fetch("https://example.com/x.wasm") });
