// What a client meets when the sandbox fails: in process and over HTTP, each fault is the same to it.
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
const { serve } = await imported("reportei-customers/sandbox/serve");
const { ReporteiCustomers } = await imported("reportei-customers");

const CUSTOMERS = "/api/customers";
const CREATE = JSON.stringify({ name: "Pousada Mar Azul" });

/**
 * @typedef {object} Place
 * @property {any} sandbox
 * @property {typeof fetch} fetch
 * @property {string} url
 *
 * @typedef {import("node:test").TestContext} TestContext
 */

/** @type {[how: string, start: (context: TestContext, options?: object) => Promise<Place>][]} */
const PLACES = [
  [
    "in process",
    async (_, options) => {
      const sandbox = new ReporteiSandbox({ customers: 3, ...options });
      return { sandbox, fetch: sandbox.fetch, url: "http://127.0.0.1" };
    },
  ],
  [
    "over HTTP",
    async (context, options) => {
      const sandbox = new ReporteiSandbox({ customers: 3, ...options });
      const { url, close } = await serve({ sandbox });
      context.after(close);
      return { sandbox, fetch, url };
    },
  ],
];

/** @param {any} sandbox */
const headers = ({ accessToken }) => ({
  authorization: `Bearer ${accessToken}`,
  accept: "application/json",
  "content-type": "application/json",
});

/**
 * The answer to a list, or to a creation.
 *
 * @param {Place} place
 * @param {RequestInit} [init]
 */
const ask = ({ sandbox, fetch, url }, init) =>
  fetch(url + CUSTOMERS, { headers: headers(sandbox), redirect: "manual", ...init });

/** @param {any} sandbox */
async function asked(sandbox) {
  while (sandbox.journal().length === 0) await new Promise((resolve) => setImmediate(resolve));
}

for (const [how, start] of PLACES) {
  for (const [kind, applied] of /** @type {const} */ ([
    ["dropped", false],
    ["lost", true],
  ])) {
    test(`${how}, a request that is ${kind} rejects as fetch does`, async (context) => {
      const place = await start(context);
      const injected = place.sandbox.inject({ method: "POST", fault: { kind } });
      await assert.rejects(ask(place, { method: "POST", body: CREATE }), { name: "TypeError" });
      assert.deepEqual({ ...injected }, { times: 1, used: 1 });
      const [{ id, at, ...entry }] = place.sandbox.journal();
      const path = CUSTOMERS;
      assert.deepEqual(entry, { method: "POST", path, status: 0, fault: kind, applied });
      const { meta } = await (await ask(place)).json();
      assert.equal(meta.total, applied ? 4 : 3);
    });
  }

  for (const fault of [{ kind: "headers_stalled" }, { kind: "latency", ms: 3_600_000 }]) {
    test(`${how}, no headers come (${fault.kind}) until the signal aborts`, async (context) => {
      const place = await start(context);
      place.sandbox.inject({ fault });
      const controller = new AbortController();
      let settled = false;
      const answer = ask(place, { signal: controller.signal }).finally(() => (settled = true));
      await asked(place.sandbox);
      assert.equal(settled, false);
      const reason = new Error("waited long enough");
      controller.abort(reason);
      await assert.rejects(answer, reason);
    });
  }

  test(`${how}, half of a stalled body comes, and no more until the signal aborts`, async (context) => {
    const place = await start(context);
    const whole = await (await ask(place)).arrayBuffer();
    place.sandbox.inject({ fault: { kind: "body_stalled" } });
    const controller = new AbortController();
    const answer = await ask(place, { signal: controller.signal });
    assert.equal(answer.status, 200);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
    let come = 0;
    while (come < Math.floor(whole.byteLength / 2)) {
      come += (await reader.read()).value?.length ?? NaN;
    }
    assert.equal(come, Math.floor(whole.byteLength / 2));
    const more = reader.read();
    const reason = new Error("waited long enough");
    controller.abort(reason);
    await assert.rejects(more, reason);
  });

  test(`${how}, a truncated body fails while it is read`, async (context) => {
    const place = await start(context);
    place.sandbox.inject({ fault: { kind: "body_truncated" } });
    const answer = await ask(place);
    assert.equal(answer.status, 200);
    await assert.rejects(answer.text(), { name: "TypeError" });
  });

  for (const fault of [
    { kind: "drip", bytes: 64, ms: 1 },
    { kind: "latency", ms: 1 },
  ]) {
    test(`${how}, an answer comes whole in the end (${fault.kind})`, async (context) => {
      const place = await start(context);
      const whole = await (await ask(place)).text();
      place.sandbox.inject({ fault });
      assert.equal(await (await ask(place)).text(), whole);
      assert.equal(place.sandbox.journal(1)[0].fault, fault.kind);
    });
  }

  test(`${how}, a dripping body comes in pieces, and ends when the signal aborts`, async (context) => {
    const place = await start(context);
    place.sandbox.inject({ fault: { kind: "drip", bytes: 1, ms: 1 } });
    const controller = new AbortController();
    const answer = await ask(place, { signal: controller.signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
    for (let piece = 0; piece < 3; piece += 1) assert.ok((await reader.read()).value);
    controller.abort(new Error("waited long enough"));
    const rest = async () => {
      while (!(await reader.read()).done);
    };
    await assert.rejects(rest, /waited long enough/);
  });

  test(`${how}, answers of other kinds come as they are`, async (context) => {
    const place = await start(context);
    const { sandbox } = place;
    const ordinary = await (await ask(place)).text();
    /** @param {object} fault */
    const hit = async (fault) => {
      sandbox.inject({ fault });
      const answer = await ask(place);
      return { answer, text: await answer.text() };
    };

    const gone = await hit({ kind: "status", status: 503, envelope: "text", retryAfter: 7 });
    assert.equal(gone.answer.status, 503);
    assert.equal(gone.answer.headers.get("retry-after"), "7");
    assert.equal(gone.text, "An injected fault\n");

    const limited = await hit({ kind: "rate_limit", retryAfter: 60, retryAfterAs: "date" });
    const until = Date.parse(limited.answer.headers.get("retry-after") ?? "");
    assert.ok(until > Date.now() + 50_000 && until < Date.now() + 70_000);

    assert.equal((await hit({ kind: "empty_body" })).text, "");
    assert.match((await hit({ kind: "html" })).text, /^<!DOCTYPE html>/);
    const renamed = await hit({ kind: "wrong_content_type", contentType: "text/plain" });
    assert.match(renamed.answer.headers.get("content-type") ?? "", /^text\/plain/);
    assert.equal(renamed.text, ordinary);

    const near = await hit({ kind: "redirect", status: 307 });
    assert.equal(near.answer.status, 307);
    assert.equal(near.answer.headers.get("location"), CUSTOMERS);
    const far = await hit({ kind: "redirect", to: "other_origin" });
    assert.equal(new URL(far.answer.headers.get("location") ?? "").hostname, "elsewhere.invalid");

    const malformed = await hit({ kind: "malformed_rate_headers" });
    assert.equal(malformed.answer.headers.get("x-ratelimit-remaining"), "-1");
    assert.equal((await hit({ kind: "status", status: 204 })).text, "");
  });

  test(`${how}, the same seed gives the same faults`, async (context) => {
    const kinds = ["status", "dropped", "html", "empty_body", "redirect"];
    const faults = { seed: 5, rate: 0.5, kinds };
    /** @type {unknown[][]} */
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const place = await start(context, { faults, now: "2026-03-02 12:00:00" });
      for (let request = 0; request < 30; request += 1) {
        await ask(place).then(
          (answer) => answer.text(),
          () => {},
        );
      }
      runs.push(place.sandbox.journal());
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.ok(runs[0]?.some((entry) => Object(entry).fault === "html"));
  });

  test(`${how}, a client learns that its creation may have been applied`, async (context) => {
    const { sandbox, fetch, url } = await start(context);
    const { accessToken } = sandbox;
    const reportei = new ReporteiCustomers({ accessToken, baseUrl: `${url}/api`, fetch });
    sandbox.inject({ method: "POST", path: "/customers", fault: { kind: "lost" } });
    const creation = reportei.create({ name: "Pousada Mar Azul" });
    await assert.rejects(creation, { kind: "network", outcome: "unknown", attempts: 1 });
    assert.equal(sandbox.journal(1)[0].applied, true);
  });
}

test("in process, faults leave no listener on a signal that lives on", async () => {
  const sandbox = new ReporteiSandbox({ customers: 3 });
  const place = { sandbox, fetch: sandbox.fetch, url: "" };
  const signal = new AbortController().signal;
  let listeners = 0;
  for (const [method, change] of /** @type {const} */ ([
    ["addEventListener", 1],
    ["removeEventListener", -1],
  ])) {
    const own = signal[method].bind(signal);
    signal[method] = (/** @type {any[]} */ ...args) => {
      listeners += change;
      own(.../** @type {[any, any]} */ (args));
    };
  }
  for (const kind of ["dropped", "drip", "latency", "body_truncated", "html"]) {
    sandbox.inject({ fault: kind === "latency" ? { kind, ms: 1 } : { kind } });
    await ask(place, { signal })
      .then((answer) => answer.text())
      .catch(() => {});
  }
  sandbox.inject({ fault: { kind: "body_stalled" } });
  await (await ask(place, { signal })).body?.cancel();
  assert.equal(listeners, 0);
});

test("faults that are wrong are a TypeError that names the field", () => {
  const sandbox = new ReporteiSandbox();
  for (const [injection, message] of /** @type {[unknown, RegExp][]} */ ([
    [undefined, /^inject: a value that JSON can hold is needed$/],
    [null, /^inject: an object is needed$/],
    [{ fault: { kind: "stalled" } }, /^inject: fault\.kind must be one of status, /],
    [{ fault: { kind: "lost" }, times: Infinity }, /^inject: times must be a whole number/],
    [{ fault: { kind: "lost" }, path: "/custmers" }, /^inject: path must be a path of the API/],
  ])) {
    assert.throws(() => sandbox.inject(injection), { name: "TypeError", message });
  }
  for (const [faults, message] of /** @type {[unknown, RegExp][]} */ ([
    [{}, /^ReporteiSandbox: faults\.rate is missing$/],
    [{ rate: NaN }, /^ReporteiSandbox: faults\.rate must be a number from 0 to 1$/],
    [{ rate: 1, kinds: ["lots"] }, /^ReporteiSandbox: faults\.kinds must be an array/],
  ])) {
    assert.throws(() => new ReporteiSandbox({ faults }), { name: "TypeError", message });
  }
  const limit = { rateLimitPerSecond: 0 };
  assert.throws(
    () => new ReporteiSandbox(limit),
    /rateLimitPerSecond must be a whole number from 1/,
  );
});

test("programs in any language inject and look by HTTP", async (context) => {
  const sandbox = new ReporteiSandbox({ customers: 3 });
  const { url, close } = await serve({ sandbox });
  context.after(close);
  /** @param {string} body */
  const inject = async (body) => {
    const answer = await fetch(`${url}/__sandbox/inject`, { method: "POST", body });
    return [answer.status, await answer.json()];
  };
  assert.deepEqual(
    await inject('{"path": "/customers", "times": 2, "fault": {"kind": "status", "status": 502}}'),
    [201, { id: 0, times: 2, used: 0 }],
  );
  assert.deepEqual(await inject('{"fault": {"kind": "lost", "ms": 1}}'), [
    400,
    { message: "inject: fault.ms is not known; known are kind" },
  ]);
  assert.equal((await inject("{"))[0], 400);
  const refused = await fetch(url + CUSTOMERS);
  assert.equal(refused.status, 502);

  const injected = await fetch(`${url}/__sandbox/injected`);
  assert.deepEqual(await injected.json(), [{ times: 2, used: 1 }]);
  const journal = await fetch(`${url}/__sandbox/journal`);
  assert.deepEqual(await journal.json(), sandbox.journal());
  assert.equal(sandbox.journal().length, 1);
  const misspelt = await fetch(`${url}/__sandbox/inject`);
  assert.deepEqual(
    [misspelt.status, misspelt.headers.get("content-type")],
    [404, "application/json"],
  );
});

const [outside] = Object.values(networkInterfaces())
  .flat()
  .filter((address) => address && !address.internal && address.family === "IPv4");

test(
  "a sandbox that others may call is controlled from its own machine alone",
  { skip: !outside && "this machine has no address but its own loopback" },
  async (context) => {
    const sandbox = new ReporteiSandbox();
    const { port, close } = await serve({ sandbox, host: "0.0.0.0" });
    context.after(close);
    const from = (/** @type {string | undefined} */ host) =>
      fetch(`http://${host}:${port}/__sandbox/journal`).then(({ status }) => status);
    assert.deepEqual([await from("127.0.0.1"), await from(outside?.address)], [200, 403]);
  },
);
