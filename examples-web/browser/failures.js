// Every kind of error, on purpose. The first few are real calls that must fail; the others hand the
// client a `fetch` of their own, which is also how a program's tests can make it fail.

import { ReporteiCustomers } from "reportei-customers";

import { reportei } from "./client.js";

/** @typedef {{ how: string, run: () => Promise<unknown> }} Failure */

const NOBODYS_UUID = "00000000-0000-4000-8000-000000000000";
const NOBODYS_TOKEN = "0".repeat(64);
const SHORT_TIMEOUT_MS = 50;
const CREATED = {
  uuid: NOBODYS_UUID,
  name: "–",
  created_at: "2024-09-24 17:07:34",
  updated_at: "2024-09-24 17:07:34",
  trial_ends_at: null,
  is_paying: false,
  merchant: "–",
  api_token: NOBODYS_TOKEN,
};

/** @type {Record<string, Failure>} */
export const FAILURES = {
  not_found: {
    how: "Asks for a customer that doesn’t exist.",
    run: () => reportei.show(NOBODYS_UUID),
  },
  authentication: {
    how: "Reads settings with a token that belongs to nobody.",
    run: () => reportei.settings({ customerToken: NOBODYS_TOKEN }),
  },
  invalid_argument: {
    how: "Asks for a customer by something that isn’t an id. Nothing is sent.",
    run: () => reportei.show("not-an-id"),
  },
  aborted: {
    how: "Starts a call with a signal that is aborted already.",
    run: () => reportei.list({}, { signal: AbortSignal.abort() }),
  },
  timeout: {
    how: "Waits 50 ms for an answer that never comes.",
    run: () => fetching(() => new Promise(() => {})).list({}, { timeoutMs: SHORT_TIMEOUT_MS }),
  },
  network: {
    how: "Fetches as a browser without a connection does.",
    run: () => fetching(() => Promise.reject(new TypeError("Failed to fetch"))).list(),
  },
  validation: {
    how: "Answers 422 with a message for a field.",
    run: () =>
      answering(422, {
        message: "The given data was invalid.",
        errors: { name: ["The name field is required."] },
      }).create({ name: "–" }),
  },
  permission: {
    how: "Answers 403.",
    run: () => answering(403, { message: "This action is unauthorized." }).list(),
  },
  rate_limit: {
    how: "Answers 429.",
    run: () => answering(429, { message: "Too Many Attempts." }).list(),
  },
  server: {
    how: "Answers 503 with a gateway’s page of HTML.",
    run: () => answering(503, "<html><h1>503 Service Unavailable</h1></html>").list(),
  },
  http: {
    how: "Answers 409, which this API has no meaning for.",
    run: () => answering(409, { message: "Conflict" }).list(),
  },
  decode: {
    how: "Answers 200 with a page of HTML in place of customers.",
    run: () => answering(200, "<html>Welcome to the hotel’s Wi-Fi</html>").list(),
  },
  token_not_stored: {
    how: "Creates a customer whose token finds no store, and deletes it again.",
    run: () =>
      answering(200, {
        customer: CREATED,
        success: true,
        message: "Record successfully removed",
      }).create(
        { name: "–" },
        { storeToken: () => Promise.reject(new Error("The vault is locked.")) },
      ),
  },
};

/**
 * Without retries: nobody who asks for a failure wants to wait for it.
 * @param {typeof globalThis.fetch} fetch
 */
function fetching(fetch) {
  return new ReporteiCustomers({ baseUrl: "/api", fetch, maxRetries: 0 });
}

/**
 * @param {number} status
 * @param {object | string} body an object goes out as JSON, a string as HTML
 */
function answering(status, body) {
  return fetching(async () =>
    typeof body === "string"
      ? new Response(body, { status, headers: { "content-type": "text/html" } })
      : Response.json(body, { status }),
  );
}
