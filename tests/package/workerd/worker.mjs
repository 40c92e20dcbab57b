import { ReporteiCustomers } from "reportei-customers";
// @ts-expect-error: beside it only where it is served, as config.capnp says
import { redirectedCalls } from "./redirect-calls.mjs";

/** One client for all requests. @type {any} */
let paced;

export default {
  /** @param {Request} request Its query names the API's server. */
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const server = searchParams.get("server") ?? undefined;
    if (pathname === "/redirects") {
      return Response.json(await redirectedCalls(ReporteiCustomers, server));
    }
    paced ??= new ReporteiCustomers({
      accessToken: "merchant-access-token",
      baseUrl: server,
      rateLimit: { concurrency: 1 },
      timeoutMs: 1000,
      maxRetries: 0,
    });
    const page = Number(searchParams.get("page"));
    const call = paced.list({ page }).then(
      () => `listed ${page}`,
      (/** @type {any} */ error) => `${error.kind} ${error.message}`,
    );
    // Without waitUntil, what is under way is dropped with the request.
    return new Response(pathname === "/left" ? "left" : await call);
  },
};
