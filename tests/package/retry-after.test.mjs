// When a server wants to be asked again, as its answer's headers say it.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

test("a time to retry is read in every form, by the clock of the answer that names it", async () => {
  const date = new Date(Date.now() + 3_600_000);
  date.setMilliseconds(0);
  const later = new Date(date.getTime() + 20_000);
  const epoch = String(later.getTime() / 1000);
  for (const [headers, ms] of /** @type {[Record<string, string>, number][]} */ ([
    [{ "retry-after": "299.997" }, 300_000],
    [{ "retry-after": "5, 10" }, 10_000],
    [{ "retry-after": "0" }, 1000],
    [{ "retry-after": later.toUTCString(), date: date.toUTCString() }, 20_000],
    [{ "retry-after": later.toISOString(), date: date.toUTCString() }, 20_000],
    [{ "x-ratelimit-reset": "30" }, 30_000],
    [{ "x-ratelimit-reset": "0" }, 1000],
    [{ "x-ratelimit-reset": epoch, date: date.toUTCString() }, 20_000],
    [{ "x-ratelimit-reset": `${epoch}000`, date: date.toUTCString() }, 20_000],
    [{ "retry-after": "99999999999999999999" }, 2 ** 31 - 1],
  ])) {
    const fetch = async () => answer(429, "{}", headers);
    const client = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
    await assert.rejects(client.show(UUID), { kind: "rate_limit", retryAfterMs: ms }, epoch);
  }
});
