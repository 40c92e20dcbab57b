// Redirects of real servers, in Node: a read's within the origin is followed, and nothing else is.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { redirectedCalls } from "./helpers/redirect-calls.mjs";
import { holdRedirects, redirectServers } from "./helpers/redirect-servers.mjs";
import { ACCESS_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

test("reads are redirected within their origin at most three times, and no token goes elsewhere", async (context) => {
  const { api, heard } = await redirectServers(context);
  holdRedirects(await redirectedCalls(ReporteiCustomers, api), heard);
});

const API = "https://connect.reportei.com";
/** Targets beyond the origin or with a login, and what the error says of each. */
const TARGETS = {
  "https://elsewhere.example/path?key=s3cret#s3cret": "https://elsewhere.example/path",
  "//elsewhere.example/path": "https://elsewhere.example/path",
  "http://connect.reportei.com/path": "http://connect.reportei.com/path",
  "https://connect.reportei.com:8443/path": "https://connect.reportei.com:8443/path",
  "https://connect.reportei.com.evil.example/path":
    "https://connect.reportei.com.evil.example/path",
  "https://user:s3cret@connect.reportei.com/api/customers": `${API}/api/customers with a login`,
  "https://s3cret@connect.reportei.com/other?page=2": `${API}/other with a login`,
  "https://:s3cret@connect.reportei.com": `${API}/ with a login`,
  "//user:s3cret@connect.reportei.com/api": `${API}/api with a login`,
  "https://user:s3cret@elsewhere.example/x": "https://elsewhere.example/x",
  "https://": "what is no URL",
  "http://[s3cret": "what is no URL",
  "https://user:s3cret@:99999/": "what is no URL",
};

for (const [location, shown] of Object.entries(TARGETS)) {
  test(`a redirect to ${location} is an error that says so without the login`, async () => {
    let requests = 0;
    const fetch = async () => {
      requests += 1;
      return answer(302, "", { location });
    };
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
    const error = await reportei.show(UUID).catch((/** @type {any} */ error) => error);
    assert.equal(error.kind, "http");
    assert.equal(error.status, 302);
    assert.equal(error.outcome, "rejected");
    assert.equal(error.message, `the API redirects to ${shown}, which is not followed`);
    assert.equal(requests, 1);
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /s3cret/);
  });
}
