// What an observer is told of calls. That one which fails disturbs nothing, neighbours.test.mjs says.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

test("an observer is told of each request, response, retry and end, and of no customer", async () => {
  /** @type {any[]} */
  const events = [];
  const answers = [
    answer(500, "", { "retry-after": "0", "x-request-id": "r-1" }),
    success(`https://host/customers/${UUID}`, { method: "PUT" }),
    answer(404, '{"message":"No"}'),
  ];
  const reportei = new ReporteiCustomers({
    accessToken: ACCESS_TOKEN,
    fetch: async () => answers.shift(),
    observer: (/** @type {unknown} */ event) => events.push(event),
  });
  await reportei.update(UUID, { name: "Padaria" });
  // What is not sent has no events.
  await assert.rejects(reportei.show(null), { kind: "invalid_argument" });
  await assert.rejects(reportei.delete(UUID), { kind: "not_found" });
  await turn();
  assert.deepEqual(
    events.map(({ type }) => type),
    [
      ...["request", "response", "retry", "request", "response", "success"],
      ...["request", "response", "failure"],
    ],
  );
  assert.equal(events[1].requestId, "r-1");
  assert.equal(events[8].kind, "not_found");
  for (const { path } of events) assert.equal(path, "/customers/{uuid}");
  assert.ok(!JSON.stringify(events).includes(UUID));
});
