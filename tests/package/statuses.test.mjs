// What a call does after each status, and what it says is known then.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client that gets these answers, then successes, and how many requests it made.
 * @param {...ReturnType<typeof answer>} answers
 */
function answered(...answers) {
  const counted = { requests: 0 };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    counted.requests += 1;
    return answers.shift() ?? success(url, init);
  };
  return { client: new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch }), counted };
}

const AT_ONCE = { "retry-after": "0" };

for (const status of [520, 521, 522, 523, 524, 527, 530]) {
  test(`${status}, an origin's passing trouble, is repeated but for a create`, async () => {
    const refused = answer(status, "<html>error</html>", AT_ONCE);
    const { client, counted } = answered(refused);
    await client.show(UUID);
    assert.equal(counted.requests, 2);
    const creating = answered(refused);
    await assert.rejects(creating.client.create({ name: "A" }), {
      kind: "server",
      outcome: "unknown",
    });
    assert.equal(creating.counted.requests, 1);
  });
}

for (const status of [525, 526, 501, 505, 599]) {
  test(`${status} is final`, async () => {
    const { client, counted } = answered(answer(status, "", AT_ONCE));
    await assert.rejects(client.show(UUID), { kind: "server", status });
    assert.equal(counted.requests, 1);
  });
}
