// Runtimes and tools that take something away, or put something in its place.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test, { mock } from "node:test";
import { imported } from "./helpers/installed.mjs";
import { printed } from "./helpers/programs.mjs";
import { ACCESS_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers, isReporteiError } = await imported("reportei-customers");

/** @param {object} [options] */
const client = (options) =>
  new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success, maxRetries: 0, ...options });

test("without WebAssembly the import does no harm, and the first use says what is missing", async () => {
  const program = `
    import { ReporteiCustomers, trialStatus, isReporteiError } from "reportei-customers";
    for (const use of [() => new ReporteiCustomers({ accessToken: "t" }), () => trialStatus({})]) {
      try { use(); } catch (error) { console.log(isReporteiError(error), error.outcome, error.message); }
    }
  `;
  const lines = (await printed(["--jitless"], program)).split("\n");
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^true not_sent .*WebAssembly.*--jitless/);
});

test("a limit of the engine's on what it compiles at once is named, with the way around it", async () => {
  const program = `
    const { Module } = WebAssembly;
    WebAssembly.Module = function () {
      throw new RangeError("WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.");
    };
    WebAssembly.Module.prototype = Module.prototype;
    const { ReporteiCustomers } = await import("reportei-customers");
    try { new ReporteiCustomers({ accessToken: "t" }); } catch (error) { console.log(error.message); }
  `;
  assert.match(await printed([], program), /await init\(\) of the entry slim/);
});

test("under frozen prototypes calls succeed, and failures keep their kind", async () => {
  const program = `
    import { ReporteiCustomers } from "reportei-customers";
    for (const it of [Object, Array, Error, Promise, Function, TypeError, Map, Set]) Object.freeze(it.prototype);
    const make = (status, body) => new ReporteiCustomers({
      accessToken: "t", maxRetries: 0,
      fetch: async () => ({ status, headers: { get: () => null }, text: async () => body }),
    });
    const page = JSON.stringify({ data: [], meta: { current_page: 1, last_page: 1, per_page: 15, total: 0, from: null, to: null, path: "" } });
    const ok = make(200, page);
    console.log((await ok.listAll().toArray({ limit: 5 })).length);
    for await (const page of ok.listAll().pages()) console.log(page.data.length);
    console.log((await ok.findUnconfirmed({ name: "Ana", since: new Date() })).length);
    const kind = (call) => call.catch((error) => console.log(error.name, error.kind));
    await kind(make(404, '{"message":"No"}').show("${UUID}"));
    await kind(make(500, "").list());
    await kind(make(200, "").create({ name: "" }));
  `;
  for (const flags of [[], ["--frozen-intrinsics"]]) {
    const expected = ["0", "0", "0", "not_found", "server", "invalid_argument"];
    const lines = (await printed(flags, program)).split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(" ").at(-1)),
      expected,
      String(flags),
    );
  }
});

test("a client behind a proxy works, as those of reactive frameworks", async () => {
  const reportei = new Proxy(client(), {});
  assert.equal((await reportei.show(UUID)).uuid, UUID);
  assert.equal((await reportei.listAll().toArray({ limit: 1 })).length, 1);
  const { show } = client();
  await assert.rejects(show(UUID), (error) => isReporteiError(error));
});

test("what a dependency puts on every object's prototype is no option", async () => {
  const polluted = {
    baseUrl: "https://elsewhere.example",
    fetch: () => assert.fail("it was sent elsewhere"),
    headers: { "x-evil": "1" },
    storeToken: () => assert.fail("a token was given away"),
    timeoutMs: "never",
  };
  /** @type {any} */
  const prototype = Object.prototype;
  Object.assign(prototype, polluted);
  try {
    /** @type {{ url: string, headers: object }[]} */
    const sent = [];
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
      sent.push({ url, headers: { ...init.headers } });
      return success(url, init);
    };
    await client({ fetch }).create({ name: "Padaria" }, {});
    assert.match(sent[0]?.url ?? "", /^https:\/\/connect\.reportei\.com\//);
    assert.ok(
      !("x-evil" in (sent[0]?.headers ?? {})) || !Object.hasOwn(sent[0]?.headers ?? {}, "x-evil"),
    );
    // What a class of the caller's inherits counts, whatever every object has.
    class Options {
      get accessToken() {
        return ACCESS_TOKEN;
      }
      get fetch() {
        return fetch;
      }
    }
    await new ReporteiCustomers(new Options()).show(UUID);
    assert.equal(sent.length, 2);
  } finally {
    for (const key of Object.keys(polluted)) delete prototype[key];
  }
});

test("a signal has one listener, however many calls of a client it ends", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  let most = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (/** @type {any[]} */ ...args) => {
    most = Math.max(most, ++listeners);
    return Reflect.apply(addEventListener, signal, args);
  };
  signal.removeEventListener = (/** @type {any[]} */ ...args) => {
    listeners--;
    return Reflect.apply(removeEventListener, signal, args);
  };
  const reportei = client({ fetch: () => new Promise(() => {}), signal });
  const calls = Array.from({ length: 12 }, () => reportei.show(UUID));
  controller.abort("enough");
  const settled = await Promise.allSettled(calls);
  assert.ok(settled.every((one) => one.status === "rejected" && one.reason.cause === "enough"));
  assert.equal(most, 1);
  assert.equal(listeners, 0);
  await client().show(UUID, { signal: new AbortController().signal });
});

test("a paced client goes by the clock of the timers, where a test tool fakes those alone", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  try {
    const reportei = client({ rateLimit: { perSecond: 2 } });
    let done = 0;
    const calls = Array.from({ length: 6 }, () => reportei.show(UUID).then(() => done++));
    for (let turns = 0; done < 6 && turns < 100; turns++) {
      mock.timers.tick(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(done, 6);
    await Promise.all(calls);
  } finally {
    mock.timers.reset();
  }
});

test("an answer that came while the process stood still is read, whatever the timers say", async (t) => {
  const created = await success("https://x/api/customers", { method: "POST" }).text();
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(201, { "content-type": "application/json" }).end(created);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const program = `
    import { execFileSync } from "node:child_process";
    import { subscribe } from "node:diagnostics_channel";
    import { ReporteiCustomers } from "reportei-customers";
    const reportei = new ReporteiCustomers({ accessToken: "t", baseUrl: "http://127.0.0.1:${port}", timeoutMs: 300, maxRetries: 0 });
    const stored = [];
    // When the request has left, nothing of this process runs for longer than the call may take.
    const stand = () => execFileSync(process.execPath, ["-e", "setTimeout(() => {}, 900)"]);
    subscribe("undici:client:sendHeaders", () => setImmediate(stand));
    const call = reportei.create({ name: "Padaria" }, { storeToken: (created) => stored.push(created.api_token) });
    const outcome = await call.then(() => "stored", (error) => error.kind);
    console.log(outcome, stored.length);
    process.exit();
  `;
  assert.equal(await printed([], program), "stored 1");
});
