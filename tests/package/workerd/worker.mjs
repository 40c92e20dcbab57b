import { ReporteiCustomers } from "reportei-customers";
// @ts-expect-error: beside it only where it is served, as config.capnp says
import { redirectedCalls } from "./redirect-calls.mjs";

export default {
  /** @param {Request} request Its query names the server that redirects. */
  async fetch(request) {
    const server = new URL(request.url).searchParams.get("server");
    return Response.json(await redirectedCalls(ReporteiCustomers, server));
  },
};
