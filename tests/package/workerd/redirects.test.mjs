// Redirects in workerd, whose fetch knows "manual" at every date, and "error" at none.
import assert from "node:assert/strict";
import test from "node:test";
import { holdRedirects, redirectServers } from "../helpers/redirect-servers.mjs";
import { DATES, startWorkers } from "./workers.mjs";

for (const [at, date] of DATES.entries()) {
  test(`reads are redirected within their origin, and no token goes elsewhere, as of ${date}`, async (context) => {
    const { api, heard } = await redirectServers(context);
    const worker = (await startWorkers(context))[at];
    const answer = await fetch(`${worker}/redirects?server=${encodeURIComponent(api)}`);
    assert.equal(answer.status, 200);
    holdRedirects(/** @type {any} */ (await answer.json()), heard);
  });
}
