import { ReporteiCustomers, ReporteiError, type FetchLike } from "reportei-customers";
import { makeCalls } from "./calls.js";

interface Env {
  readonly SERVICE: Fetcher;
  readonly REPORTEI_BASE_URL: string;
  readonly REPORTEI_ACCESS_TOKEN: string;
}

// It type-checks, as any method would, and needs its receiver: those below have it.
export const unbound = (env: Env): FetchLike => env.SERVICE.fetch;

export default {
  async fetch(request, env): Promise<Response> {
    const { REPORTEI_BASE_URL: baseUrl, REPORTEI_ACCESS_TOKEN: accessToken } = env;
    const fetches: FetchLike[] = [
      fetch,
      env.SERVICE.fetch.bind(env.SERVICE),
      (url, init) => env.SERVICE.fetch(url, { ...init, cf: { scrapeShield: false } }),
    ];
    const lines: string[] = [];
    for (const fetch of fetches) {
      const options = { baseUrl, accessToken, fetch, signal: request.signal };
      lines.push(await makeCalls(ReporteiCustomers, ReporteiError, options));
    }
    return new Response(lines.join("\n"));
  },
} satisfies ExportedHandler<Env>;
