// Redirects of real servers, in Node: a read's within the origin is followed, and nothing else is.
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { redirectedCalls } from "./helpers/redirect-calls.mjs";
import { holdRedirects, redirectServers } from "./helpers/redirect-servers.mjs";

test("reads are redirected within their origin at most three times, and no token goes elsewhere", async (context) => {
  const { api, heard } = await redirectServers(context);
  const { ReporteiCustomers } = await imported("reportei-customers");
  holdRedirects(await redirectedCalls(ReporteiCustomers, api), heard);
});
