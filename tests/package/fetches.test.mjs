// What a fetch that a caller brings is given: nothing that only some platforms take.
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { printed } from "./helpers/programs.mjs";
import { ACCESS_TOKEN, UUID, answer, everyCall, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

test("it is called without a receiver, with a URL and an init of what every platform knows", async () => {
  let count = 0;
  /** @type {(this: unknown, url: string, init: any, ...others: unknown[]) => unknown} */
  const fetch = function (url, init, ...others) {
    count += 1;
    assert.equal(this, undefined);
    assert.deepEqual(others, []);
    assert.equal(typeof url, "string");
    // workerd throws at `redirect: "error"`. Of `cache`, see below.
    const known = ["method", "headers", "body", "redirect", "signal", "cache"];
    assert.deepEqual(
      Object.keys(init).filter((name) => !known.includes(name)),
      [],
    );
    assert.equal(init.redirect, "manual");
    assert.equal(init.cache, "no-store");
    assert.ok(init.signal instanceof AbortSignal);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
  const calls = everyCall(reportei);
  await Promise.all(calls.map((call) => call()));
  assert.equal(count, calls.length);
});

test("the global one is called without a receiver too, and is the one of the time of the call", async () => {
  const { fetch } = globalThis;
  /** @type {unknown[]} */
  const receivers = [];
  /** @type {(this: unknown, url: any, init: any) => any} */
  const replacement = function (url, init) {
    receivers.push(this);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN });
  globalThis.fetch = replacement;
  await reportei.list().finally(() => (globalThis.fetch = fetch));
  assert.deepEqual(receivers, [undefined]);
});

// workerd's `Request`, as of older dates, and a runtime that has none.
const REFUSING = `class Request {
  constructor(url, init) {
    made += 1;
    if ("cache" in init) throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
  }
}`;
for (const [runtime, Request] of Object.entries({ refusing: REFUSING, lacking: "undefined" })) {
  test(`a runtime that takes no cache is asked once (${runtime}), and gets none`, async () => {
    const lines = await printed(
      [],
      `
      let made = 0;
      globalThis.Request = ${Request};
      const { ReporteiCustomers } = await import("reportei-customers");
      const fetch = async (url, init) => {
        console.log("cache" in init);
        return { status: 204, headers: { get: () => null }, text: async () => "" };
      };
      const reportei = new ReporteiCustomers({ accessToken: "t", fetch });
      for (const page of [1, 2]) await reportei.list({ page }).catch(() => {});
      console.log(made);
    `,
    );
    assert.deepEqual(lines.split("\n"), ["false", "false", runtime === "refusing" ? "1" : "0"]);
  });
}

/** How platforms refuse a signal that is not theirs. */
const REFUSALS = [
  "Failed to construct 'Request': member signal is not of type AbortSignal.",
  'RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.',
  "Request constructor: 'signal' member of RequestInit does not implement interface AbortSignal.",
  "Expected signal to be an instanceof AbortSignal",
];

for (const message of REFUSALS) {
  test(`a fetch that refuses the signal is called once more without it: ${message}`, async () => {
    for (const settle of [(/** @type {any} */ it) => Promise.reject(it), raise]) {
      /** @type {unknown[]} */
      const signals = [];
      const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
        signals.push(init.signal);
        return init.signal ? settle(new TypeError(message)) : success(url, init);
      };
      const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
      await reportei.create({ name: "Padaria" });
      assert.equal(signals.length, 2);
      assert.equal(signals[1], undefined);
    }
  });
}

test("one that refuses whatever it is given, or that failed otherwise, is not called again", async () => {
  const [message] = REFUSALS;
  for (const error of [
    new TypeError(message, { cause: new Error("other side closed") }),
    Object.assign(new TypeError(message), { code: "ECONNRESET" }),
    new Error(message),
    new TypeError("fetch failed"),
  ]) {
    assert.equal(await callsUntilRejection(() => Promise.reject(error)), 1);
  }
  assert.equal(await callsUntilRejection(() => Promise.reject(new TypeError(message))), 2);
});

/** @param {() => unknown} fetch */
async function callsUntilRejection(fetch) {
  let calls = 0;
  const counting = () => {
    calls += 1;
    return fetch();
  };
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: counting });
  await assert.rejects(reportei.create({ name: "Padaria" }), {
    kind: "network",
    outcome: "unknown",
  });
  return calls;
}

/** @param {unknown} error */
function raise(error) {
  throw error;
}

test("another AbortController on the global, as jsdom's, is none that the platform's fetch needs", async (context) => {
  let requests = 0;
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    if (pathname === "/third") {
      if (requests === 3) response.end();
      else arrivals.once("third", () => response.end());
      return;
    }
    requests += 1;
    if (requests === 3) arrivals.emit("third");
    if (pathname.endsWith("/customers")) return; // No answer.
    const { body } = stored;
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  const stored = { body: await success(`https://x/customers/${UUID}`, { method: "GET" }).text() };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => (server.closeAllConnections(), server.close()));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const lines = await printed(
    [],
    `
    class AbortSignal extends EventTarget { aborted = false; reason; }
    globalThis.AbortController = class AbortController {
      signal = new AbortSignal();
      abort(reason) { this.signal.aborted = true; this.signal.reason = reason; this.signal.dispatchEvent(new Event("abort")); }
    };
    globalThis.AbortSignal = AbortSignal;
    const { ReporteiCustomers } = await import("reportei-customers");
    const baseUrl = "http://127.0.0.1:${port}";
    const reportei = new ReporteiCustomers({ accessToken: "t", baseUrl, maxRetries: 0 });
    const told = (call) => call.then(() => "success", ({ kind, outcome }) => kind + " " + outcome);
    console.log(await told(reportei.show("${UUID}")));
    console.log(await told(reportei.list({}, { timeoutMs: 100 })));
    const controller = new AbortController();
    const call = told(reportei.list({}, { signal: controller.signal }));
    await fetch(baseUrl + "/third");
    controller.abort("enough");
    console.log(await call);
    process.exit();
  `,
  );
  assert.deepEqual(lines.split("\n"), ["success", "timeout unknown", "aborted unknown"]);
  assert.equal(requests, 3);
});

// ===== What it gives =====

test("a header that cannot be read, as those that SvelteKit does not pass on, is one that is not there", async () => {
  const hidden = (/** @type {string[]} */ readable) => ({
    get(/** @type {string} */ name) {
      if (!readable.includes(name)) throw new Error(`Failed to get response header "${name}"`);
      return name === "retry-after" ? "7" : null;
    },
  });
  for (const readable of [["content-type"], [], ["retry-after"]]) {
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => ({
      ...success(url, init),
      headers: hidden(readable),
    });
    for (const options of [{}, { rateLimit: "auto" }, { observer() {} }]) {
      const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, ...options });
      for (const call of everyCall(reportei)) await call();
    }
    const refusing = async () => ({
      ...answer(429, '{"message":"Slow down"}'),
      headers: hidden(readable),
    });
    const refused = new ReporteiCustomers({
      accessToken: ACCESS_TOKEN,
      fetch: refusing,
      maxRetries: 0,
    });
    const retryAfterMs = readable.includes("retry-after") ? 7000 : undefined;
    await assert.rejects(refused.show(UUID), (/** @type {any} */ error) => {
      assert.equal(error.kind, "rate_limit");
      assert.equal(error.retryAfterMs, retryAfterMs);
      return true;
    });
  }
});

/** @param {object} parts */
const responding = (parts) => async () => ({ ...answer(200, ""), ...parts });
/** @param {string} name */
const throwing = (name) =>
  Object.defineProperty({}, name, {
    get() {
      throw new Error(`${name} must not be read`);
    },
  });

/** What a fetch may do that answers nothing, and the kind of the error. @type {[what: string, fetch: () => unknown, kind?: string][]} */
const ODD = [
  ["throws", () => raise(new Error("no"))],
  ["throws a string", () => raise("no")],
  ["rejects with a string", () => Promise.reject("no")],
  ["rejects with undefined", () => Promise.reject(undefined)],
  ["gives null", async () => null],
  ["gives a number", async () => 200],
  ["gives an object that is no response", async () => ({})],
  ["gives a response without headers", responding({ headers: undefined })],
  ["gives a status that is no number", responding({ status: "200" })],
  ["gives a status that throws", async () => throwing("status")],
  ["gives a thenable that throws", () => throwing("then")],
  ["has a text() that throws", responding({ text: () => raise(new Error("no")) })],
  ["has a text() that rejects", responding({ text: () => Promise.reject("no") })],
  ["has a text() that gives a number", responding({ text: () => 7 }), "decode"],
  ["has a text() that gives nothing", responding({ text: () => undefined }), "decode"],
  ["gives an opaque redirect", responding({ status: 0 }), "http"],
];

for (const [what, fetch, kind = "network"] of ODD) {
  test(`a call settles whose fetch ${what}`, async () => {
    const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 });
    await assert.rejects(reportei.show(UUID), { kind, name: "ReporteiError" });
  });
}

for (const call of ["show", "update"]) {
  test(`${call} takes no other customer for the one that was asked for`, async () => {
    const options = call === "update" ? [{ name: "Padaria" }] : [];
    const answers = {
      [UUID]: undefined,
      [UUID.toUpperCase()]: undefined,
      "00000000-7d93-476f-b965-bf97cd7ce874": "customer.uuid",
      "": "customer.uuid",
    };
    for (const [uuid, path] of Object.entries(answers)) {
      let requests = 0;
      const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
        requests += 1;
        const body = JSON.parse(await success(url, init).text());
        body.customer.uuid = uuid;
        return answer(200, JSON.stringify(body));
      };
      const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch });
      for (const asked of [UUID, UUID.toUpperCase()]) {
        const made = reportei[call](asked, ...options);
        if (path === undefined) assert.equal((await made).uuid, uuid);
        else await assert.rejects(made, { kind: "decode", path, outcome: "unknown", attempts: 1 });
      }
      assert.equal(requests, 2);
    }
  });
}
