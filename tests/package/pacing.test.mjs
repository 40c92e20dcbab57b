// The option `rateLimit`: when requests leave, seen from the fetch that they go through.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A fetch whose answers are given by hand, and a client that sends through it.
 * @param {object} options
 */
function paced(options) {
  /** @type {{ url: string, signal: AbortSignal, answer: (given?: unknown) => void }[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const watchers = [];
  const fetch = (/** @type {string} */ url, /** @type {any} */ init) =>
    new Promise((resolve, reject) => {
      init.signal.addEventListener("abort", () => reject(init.signal.reason));
      sent.push({
        url,
        signal: init.signal,
        answer: (given = success(url, init)) => resolve(given),
      });
      for (const look of watchers) look();
    });
  /**
   * The request that is sent as the n-th.
   * @param {number} n
   */
  const request = async (n) => {
    while (sent.length < n) await new Promise((resolve) => watchers.push(() => resolve(undefined)));
    return /** @type {(typeof sent)[number]} */ (sent[n - 1]);
  };
  const client = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, ...options });
  return { client, sent, request };
}

/** Whatever could be sent without another answer has been sent by then. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("no more attempts are under way at once than the caller allows, and they leave in order", async () => {
  const { client, sent, request } = paced({ rateLimit: { concurrency: 2 } });
  const calls = [1, 2, 3, 4].map((page) => client.list({ page }));
  for (const n of [1, 2, 3, 4]) {
    const { url, answer } = await request(n);
    assert.equal(new URL(url).searchParams.get("page"), String(n));
    await settled();
    assert.equal(sent.length, Math.min(n + 1, 4), "one is under way beside it");
    answer();
  }
  await Promise.all(calls);
});

test("a call that is aborted while it waits is not sent, and holds nobody up", async () => {
  const { client, sent, request } = paced({ rateLimit: { concurrency: 1 } });
  const first = client.show(UUID);
  const aborter = new AbortController();
  const second = client.show(UUID, { signal: aborter.signal });
  const third = client.show(UUID);
  const { answer } = await request(1);
  await settled();
  aborter.abort();
  const { kind, outcome, attempts } = await second.catch((/** @type {any} */ error) => error);
  assert.deepEqual(
    { kind, outcome, attempts },
    { kind: "aborted", outcome: "not_sent", attempts: 0 },
  );
  answer();
  await first;
  (await request(2)).answer();
  await third;
  assert.equal(sent.length, 2);
});

test("an attempt that fails makes room for the next", async () => {
  const { client, request } = paced({ rateLimit: { concurrency: 1 }, maxRetries: 0 });
  const aborter = new AbortController();
  const aborted = client.show(UUID, { signal: aborter.signal });
  const refused = client.show(UUID);
  const last = client.show(UUID);
  await request(1);
  aborter.abort();
  await assert.rejects(aborted, { kind: "aborted" });
  (await request(2)).answer(answer(404, '{"message":"Not found"}'));
  await assert.rejects(refused, { kind: "not_found" });
  (await request(3)).answer();
  await last;
});

test("a 429 holds every call of the client until the time that the server names", async () => {
  const { client, sent, request } = paced({ rateLimit: { concurrency: 1 } });
  const calls = [client.show(UUID), client.show(UUID), client.show(UUID)];
  const first = await request(1);
  const refused = performance.now();
  first.answer(answer(429, "{}", { "retry-after": "1" }));
  for (const n of [2, 3, 4]) {
    (await request(n)).answer();
    // A lower bound: nothing that a slow machine could break.
    assert.ok(performance.now() - refused >= 990, `request ${n} came before the server's time`);
  }
  await Promise.all(calls);
  assert.equal(sent.length, 4);
});

test("the wait for a turn counts for the whole call's time", async () => {
  const { client, sent, request } = paced({ rateLimit: "auto", totalTimeoutMs: 50 });
  const first = client.show(UUID);
  (await request(1)).answer(answer(429, "{}", { "retry-after": "30" }));
  await assert.rejects(first, { kind: "rate_limit", retryAfterMs: 30_000 });
  await assert.rejects(client.show(UUID), {
    kind: "timeout",
    outcome: "not_sent",
    message: "no whole answer came within 50 ms",
  });
  assert.equal(sent.length, 1);
});

test("the wait for a turn does not count for an attempt's time", async () => {
  const { client, request } = paced({ rateLimit: { concurrency: 1 }, maxRetries: 0 });
  const first = client.show(UUID);
  const second = client.show(UUID, { timeoutMs: 1 });
  const { answer } = await request(1);
  // A time as long that begins later ends later.
  const elsewhere = paced({ maxRetries: 0 }).client.show(UUID, { timeoutMs: 1 });
  await assert.rejects(elsewhere, { kind: "timeout" });
  answer();
  await first;
  await assert.rejects(second, { kind: "timeout", attempts: 1 });
});

test("an object with acquire() is asked before every attempt, with itself as receiver", async () => {
  const limiter = {
    asked: 0,
    async acquire() {
      this.asked += 1;
    },
  };
  const { client, request } = paced({ rateLimit: limiter });
  const call = client.show(UUID);
  (await request(1)).answer(answer(429, "{}", { "retry-after": "0" }));
  (await request(2)).answer();
  await call;
  assert.equal(limiter.asked, 2);
});

test("an acquire() that fails rejects the call with its error, and nothing is sent", async () => {
  const cause = new Error("Redis is down");
  for (const acquire of [
    () => Promise.reject(cause),
    () => {
      throw cause;
    },
  ]) {
    const { client, sent } = paced({ rateLimit: { acquire } });
    await assert.rejects(client.show(UUID), {
      kind: "invalid_argument",
      argument: "rateLimit",
      outcome: "not_sent",
      cause,
    });
    assert.equal(sent.length, 0);
  }
});

test("a rate limit that is none is refused by name when the client is made", () => {
  for (const [rateLimit, argument] of /** @type {const} */ ([
    ["fast", "rateLimit"],
    [50, "rateLimit"],
    [null, "rateLimit"],
    [[50], "rateLimit"],
    [{ perSecond: -1 }, "perSecond"],
    [{ perSecond: "50" }, "perSecond"],
    [{ perMinute: NaN }, "perMinute"],
    [{ concurrency: 1.5 }, "concurrency"],
    [{ perHour: 1 }, "perHour"],
    [{ acquire: 5 }, "acquire"],
  ])) {
    assert.throws(
      () => paced({ rateLimit }),
      { name: "ReporteiError", kind: "invalid_argument", argument },
      JSON.stringify(rateLimit),
    );
  }
});

test("auto sends a few before the first answer, and then what the server's headers leave", async () => {
  const { client, sent, request } = paced({ rateLimit: "auto" });
  const calls = Array.from({ length: 20 }, () => client.show(UUID));
  const first = await request(1);
  await settled();
  assert.equal(sent.length, 4);
  const limits = { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "9" };
  first.answer(answer(200, await success(first.url, { method: "GET" }).text(), limits));
  // Of a limit of 10 half may go at once: 9 remain, of which 3 are under way.
  await request(5);
  await settled();
  assert.ok(sent.length < 10, `${sent.length} were sent`);
  for (const { answer } of sent.slice(1)) answer();
  client.free();
  for (let n = sent.length + 1; n <= calls.length; n += 1) (await request(n)).answer();
  await Promise.all(calls);
});

for (const [limit, rateLimit] of /** @type {const} */ ([
  ["numbers", { perSecond: 50 }],
  ["auto", "auto"],
])) {
  for (const [named, headers, ms] of /** @type {const} */ ([
    ["a day", { "retry-after": "86400" }, 86_400_000],
    ["two minutes", { "retry-after": "120" }, 120_000],
  ])) {
    test(`with ${limit}, a refusal for ${named} rejects later calls at once, unsent`, async () => {
      const { client, sent, request } = paced({ rateLimit });
      const first = client.show(UUID);
      const waiting = client.show(UUID);
      for (const n of [1, 2]) (await request(n)).answer(answer(429, "{}", headers));
      await assert.rejects(first, { kind: "rate_limit", retryAfterMs: ms });
      await assert.rejects(waiting, { kind: "rate_limit", outcome: "rejected" });
      for (const call of [client.show(UUID), client.create({ name: "A" })]) {
        const error = await call.catch((/** @type {any} */ error) => error);
        const { kind, outcome, attempts, retryAfterMs } = error;
        assert.deepEqual(
          { kind, outcome, attempts },
          { kind: "rate_limit", outcome: "not_sent", attempts: 0 },
        );
        assert.ok(retryAfterMs > ms - 10_000 && retryAfterMs <= ms, `${retryAfterMs}`);
        assert.match(error.message, /maxRetryDelayMs/);
      }
      assert.equal(sent.length, 2);
    });
  }
}

test("calls that wait behind a refusal for a day reject with it, one after the other", async () => {
  const { client, sent, request } = paced({ rateLimit: { concurrency: 1 }, maxRetries: 0 });
  const calls = Array.from({ length: 5 }, () => client.show(UUID));
  (await request(1)).answer(answer(429, "{}", { "retry-after": "86400" }));
  const outcomes = await Promise.all(
    calls.map((call) => call.catch((/** @type {any} */ error) => error.outcome)),
  );
  assert.deepEqual(outcomes, ["rejected", ...Array(4).fill("not_sent")]);
  assert.equal(sent.length, 1);
});

test("a refusal for a day is waited for where maxRetryDelayMs allows any time", async () => {
  const options = { rateLimit: { perSecond: 50 }, maxRetryDelayMs: 0, maxRetries: 0 };
  const { client, request } = paced(options);
  const first = client.show(UUID);
  (await request(1)).answer(answer(429, "{}", { "retry-after": "86400" }));
  await assert.rejects(first, { kind: "rate_limit" });
  const aborter = new AbortController();
  const second = client.show(UUID, { signal: aborter.signal });
  await settled();
  aborter.abort();
  await assert.rejects(second, { kind: "aborted", outcome: "not_sent" });
});
