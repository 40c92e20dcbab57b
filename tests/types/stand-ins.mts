// Signals, headers and fetch functions that are not the platform's. Compiled without its types too.
import { ReporteiCustomers, type FetchLike } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";

/** As undici, node-fetch and such declare theirs, cut down to what shows. */
declare namespace Undici {
  interface Headers extends Iterable<[string, string]> {
    get(name: string): string | null;
  }
  interface Response {
    readonly ok: boolean;
    readonly status: number;
    readonly headers: Headers;
    text(): Promise<string>;
    json(): Promise<unknown>;
  }
  interface RequestInit {
    method?: string;
    headers?: Record<string, string> | [string, string][] | Headers;
    body?: string | Uint8Array | null;
    redirect?: "follow" | "error" | "manual";
    signal?: object | null;
    dispatcher?: object;
  }
  function fetch(input: string | { href: string }, init?: RequestInit): Promise<Response>;
}

/** As a polyfill declares it: other listeners' options, other events. */
interface PolyfilledSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: string, listener: (event: object) => void, options?: boolean): void;
  removeEventListener(type: string, listener: (event: object) => void, options?: boolean): void;
}
declare const polyfilled: PolyfilledSignal;
declare const undiciHeaders: Undici.Headers;

export const direct = new ReporteiCustomers({ accessToken: "token", fetch: Undici.fetch });

export const wrapped = new ReporteiCustomers({
  accessToken: "token",
  fetch: async (url, init) => {
    const { method, headers, body, signal } = init;
    const tracing = { ...headers, traceparent: "00" };
    return Undici.fetch(url, { method, headers: tracing, signal, ...(body && { body }) });
  },
});

export const mocked: FetchLike = async () => ({
  status: 200,
  headers: { get: () => "application/json" },
  text: async () => "{}",
});

export async function called(reportei: ReporteiCustomers): Promise<void> {
  await reportei.list({ page: undefined }, { signal: polyfilled, timeoutMs: undefined });
  await reportei.list(null, null);
  await reportei.list(undefined, { headers: undiciHeaders });
  await reportei.list({}, { headers: { "x-trace": "1" } });
  await reportei.list({}, { headers: [["x-trace", "1"]] });
  await reportei.list({}, { headers: new Map([["x-trace", "1"]]) });
  const frozen: Readonly<Record<string, string>> = Object.freeze({ "x-trace": "1" });
  await reportei.list({}, { headers: frozen });
}

/** What is undefined counts as left out, under `exactOptionalPropertyTypes` as well. */
export function maybe(token: string | undefined, fetch: FetchLike | undefined): ReporteiCustomers {
  return new ReporteiCustomers({
    accessToken: token,
    customerToken: token,
    baseUrl: token,
    headers: undefined,
    fetch,
    timeoutMs: undefined,
    credentials: undefined,
  });
}

export function sandboxed(seed: number | undefined): ReporteiCustomers {
  const { accessToken, fetch } = new ReporteiSandbox({ seed, data: undefined });
  return new ReporteiCustomers({ accessToken, fetch });
}
