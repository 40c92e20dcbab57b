// Why a request has no answer: what is known of it, and whether another attempt is made.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * A client whose fetch fails so, and then succeeds.
 * @param {() => any} fail
 * @param {object} [options]
 */
function failing(fail, options) {
  const counted = { requests: 0 };
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    counted.requests += 1;
    if (counted.requests === 1) return fail();
    return success(url, init);
  };
  return {
    client: new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, ...options }),
    counted,
  };
}

/** @param {object} fields */
const error = (fields) => Object.assign(new Error("no"), fields);
/** @param {unknown} cause */
const wrapped = (cause) => new TypeError("fetch failed", { cause });
/** @param {unknown} reason */
const rejecting = (reason) => () => Promise.reject(reason);

/** What says so in each place where platforms say it; their words are held by tests/native/causes.rs. */
const UNREACHED = [
  wrapped(error({ code: "ENOTFOUND", syscall: "getaddrinfo" })),
  wrapped(error({ code: "ETIMEDOUT", syscall: "connect" })),
  wrapped(
    Object.assign(
      new AggregateError([error({ code: "ECONNREFUSED" }), error({ code: "ENETUNREACH" })]),
      {
        code: "ECONNREFUSED",
      },
    ),
  ),
  wrapped(wrapped(new AggregateError([wrapped(error({ code: "ECONNREFUSED" }))]))),
  error({ code: "ConnectionRefused" }),
];

for (const [at, reason] of UNREACHED.entries()) {
  test(`what reached no server did nothing, and a create is repeated (${at})`, async () => {
    const { client, counted } = failing(rejecting(reason));
    await client.create({ name: "A" });
    assert.equal(counted.requests, 2);
    const once = failing(rejecting(reason), { maxRetries: 0 });
    await assert.rejects(once.client.create({ name: "A" }), {
      kind: "network",
      outcome: "not_sent",
      originalCause: reason,
      message: /nothing was sent/,
    });
  });
}

for (const [code, reason] of /** @type {[string, Error][]} */ ([
  ["CERT_HAS_EXPIRED", wrapped(error({ code: "CERT_HAS_EXPIRED" }))],
  ["ERR_TLS_CERT_ALTNAME_INVALID", error({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
  ["EACCES", wrapped(error({ code: "EACCES", syscall: "connect" }))],
  ["bad port", wrapped(new Error("bad port"))],
  ["NotCapable", error({ name: "NotCapable" })],
])) {
  test(`${code} is final, nothing was sent, and the message says so`, async () => {
    for (const call of ["show", "create"]) {
      const { client, counted } = failing(rejecting(reason));
      await assert.rejects(call === "show" ? client.show(UUID) : client.create({ name: "A" }), {
        kind: "network",
        outcome: "not_sent",
        message: new RegExp(`nothing was sent \\(${code}; see cause\\)`),
      });
      assert.equal(counted.requests, 1);
    }
  });
}

for (const reason of [
  wrapped(error({ code: "ECONNRESET" })),
  wrapped(error({ code: "EHOSTUNREACH", syscall: "read" })),
  wrapped(error({ code: "EPERM", syscall: "write" })),
  wrapped(new AggregateError([error({ code: "ECONNREFUSED" }), error({ code: "ECONNRESET" })])),
  new TypeError("Failed to fetch"),
  Object.defineProperty(new Error("no"), "code", { get: () => rejecting }),
  Object.defineProperty(new Error("no"), "code", { get: assert.fail }),
  "ECONNREFUSED",
]) {
  test(`what may have been sent is unknown, and a create is not repeated (${reason})`, async () => {
    const { client, counted } = failing(rejecting(reason));
    await assert.rejects(client.create({ name: "A" }), { kind: "network", outcome: "unknown" });
    assert.equal(counted.requests, 1);
    const reading = failing(rejecting(reason));
    await reading.client.show(UUID);
    assert.equal(reading.counted.requests, 2);
  });
}

test("a cause that is its own cause, and errors without end, are looked at for a while", async () => {
  const circular = error({});
  circular.cause = circular;
  const endless = new AggregateError([]);
  endless.errors = Array(1e6).fill(endless);
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  for (const reason of [circular, endless, revoked.proxy, error({ errors: revoked.proxy })]) {
    const { client } = failing(rejecting(reason));
    await assert.rejects(client.create({ name: "A" }), { kind: "network", outcome: "unknown" });
  }
});

test("the code stands in the message, and no token does", async () => {
  const { client } = failing(rejecting(wrapped(error({ code: "ECONNRESET" }))));
  await assert.rejects(client.create({ name: "A" }), { message: /\(ECONNRESET; see cause\)$/ });
  const leaking = failing(rejecting(error({ code: ACCESS_TOKEN })));
  await assert.rejects(
    leaking.client.create({ name: "A" }),
    ({ message }) => !message.includes(ACCESS_TOKEN),
  );
});

for (const code of ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]) {
  test(`${code} is a timeout, and named as the platform's`, async () => {
    const expected = { kind: "timeout", name: "TimeoutError", outcome: "unknown" };
    const message = new RegExp(`^the platform's own time limit .*${code}`);
    const { client } = failing(rejecting(wrapped(error({ code }))), { timeoutMs: 0 });
    await assert.rejects(client.create({ name: "A" }), { ...expected, message });
    const body = failing(() => ({ ...answer(200, ""), text: rejecting(error({ code })) }));
    await assert.rejects(body.client.create({ name: "A" }), { ...expected, message });
  });
}

test("a body that fails was asked for, whatever its error's code", async () => {
  const text = rejecting(error({ code: "ECONNREFUSED" }));
  const { client } = failing(() => ({ ...answer(201, ""), text }));
  await assert.rejects(client.create({ name: "A" }), { kind: "network", outcome: "unknown" });
});

const used = new Response("{}");
await used.text();

for (const [what, given, message] of /** @type {[string, unknown, RegExp][]} */ ([
  ["the used-up response of another call", used, /was not read before/],
  ["a mock with json() alone", { ok: true, status: 200, json: async () => ({}) }, /text\(\)/],
  ["a response without text()", { status: 200, headers: new Headers() }, /with text\(\)/],
  ["nothing", undefined, /must give a response/],
])) {
  test(`a fetch that gives ${what} is final, and the message says what is wrong`, async () => {
    const { client, counted } = failing(() => given);
    await assert.rejects(client.show(UUID), { kind: "network", attempts: 1, message });
    assert.equal(counted.requests, 1);
  });
}

test("without a global fetch the error names the option, and nothing was sent", async () => {
  const { fetch } = globalThis;
  const client = new ReporteiCustomers({ accessToken: ACCESS_TOKEN });
  Reflect.deleteProperty(globalThis, "fetch");
  const call = client.create({ name: "A" });
  await assert
    .rejects(call, { kind: "invalid_argument", argument: "fetch", outcome: "not_sent" })
    .finally(() => (globalThis.fetch = fetch));
});

test("the platform's own errors: a port where nobody listens, and one that is blocked", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  for (const [at, code] of /** @type {const} */ ([
    [`127.0.0.1:${port}`, "ECONNREFUSED"],
    ["127.0.0.1:10080", "bad port"],
    ["nobody.invalid", "ENOTFOUND|EAI_AGAIN"],
  ])) {
    const baseUrl = `http://${at}/api`;
    const options = { accessToken: ACCESS_TOKEN, baseUrl, allowInsecure: true, maxRetries: 0 };
    await assert.rejects(new ReporteiCustomers(options).create({ name: "A" }), {
      kind: "network",
      outcome: "not_sent",
      message: new RegExp(`\\((${code}); see cause\\)`),
    });
  }
});

test("a framework's own error is final, and its mark is on ours for the framework to find", async () => {
  const digest = "DYNAMIC_SERVER_USAGE";
  const { client, counted } = failing(rejecting(error({ digest })));
  await assert.rejects(client.list(), { kind: "network", outcome: "not_sent", digest });
  assert.equal(counted.requests, 1);
});
