// Redirects in a browser, which hides where they point: none is followed, and each is reported.
import test from "node:test";
import { emptyPage } from "../helpers/chromium.mjs";
import { holdRedirects, redirectServers } from "../helpers/redirect-servers.mjs";

test("every redirect is an error of the kind http, and no second request is made", async (context) => {
  const { api, heard } = await redirectServers(context);
  const page = await emptyPage(context);
  const ended = await page.evaluate(async (server) => {
    const at = (/** @type {string} */ path) => import(path);
    const { ReporteiCustomers } = await at("/pkg/index.js");
    const { redirectedCalls } = await at("/helpers/redirect-calls.mjs");
    return redirectedCalls(ReporteiCustomers, server);
  }, api);
  holdRedirects(ended, heard, { opaque: true });
});
