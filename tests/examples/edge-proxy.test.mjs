// The example proxy in workerd, before a served sandbox.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import { draws } from "../campaign/draws.mjs";
import { sandboxFor } from "../package/helpers/installed.mjs";
import { ROWS, isRequestOf } from "../support/endpoints.mjs";
import { craftedPaths, randomPaths } from "./hostile-paths.mjs";
import { startProxies } from "./proxies.mjs";

const UUID = "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60";
const JSON_BODY = { "content-type": "application/json" };
const RANDOM_PATHS = 1_500;
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PROPFIND"];
/** Such as the calls with these methods take, so that the path alone decides. */
const BODIES = new Map([
  ["POST", '{"is_paying":true}'],
  ["PUT", '{"name":"New name"}'],
]);

/** @param {import("node:test").TestContext} context */
async function begin(context) {
  const sandbox = await sandboxFor(context, { rateLimitPerMinute: 1_000_000_000 });
  const proxies = await startProxies(context, sandbox);
  const { data } = JSON.parse((await proxies.open("/api/customers")).text);
  sandbox.journal.length = 0;
  return { sandbox, ...proxies, uuid: /** @type {string} */ (data[0].uuid) };
}

/** @param {import("./proxies.mjs").Answer} answer */
function isSafe({ headers }) {
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["cache-control"], "no-store");
  assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
  assert.equal(headers["cross-origin-resource-policy"], "same-origin");
}

test("as it stands it refuses everybody with a sentence, and sends nothing", async (context) => {
  const { bare, sandbox } = await begin(context);
  const answer = await bare("/api/customers");
  assert.equal(answer.status, 401);
  assert.match(answer.text, /Nobody may call this proxy yet/);
  isSafe(answer);
  assert.deepEqual(sandbox.journal, []);
});

test("the six calls go through, for who is known", async (context) => {
  const { open, sandbox, uuid } = await begin(context);
  const customerToken = sandbox.sandbox.tokenOf(uuid);
  const one = `/api/customers/${uuid}`;
  /** @type {[string, import("./proxies.mjs").Sent][]} */
  const calls = [
    ["/api/customers?page=2&per_page=5", {}],
    ["/api/customers/settings", { headers: { "x-customer-token": customerToken } }],
    [one, {}],
    [one, { method: "PUT", headers: JSON_BODY, body: '{"name":"New name"}' }],
    [
      `${one}/update-payment-status`,
      { method: "POST", headers: JSON_BODY, body: '{"is_paying":true}' },
    ],
    [one, { method: "DELETE" }],
  ];
  for (const [path, sent] of calls) {
    const unknown = await open(path, { ...sent, headers: { ...sent.headers, cookie: "" } });
    assert.deepEqual([unknown.status, unknown.text], [401, '{"message":"Sign in first."}']);
  }
  assert.deepEqual(sandbox.journal, []);
  for (const [path, sent] of calls) {
    const answer = await open(path, sent);
    assert.equal(answer.status, 200, `${path} ${answer.text}`);
    isSafe(answer);
  }
  const seen = sandbox.journal.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(
    seen,
    calls.map(([path, { method = "GET" }]) => `${method} ${path}`),
  );
});

test("creations need a setting that says so", async (context) => {
  const { open, creating, sandbox } = await begin(context);
  const sent = { method: "POST", headers: JSON_BODY, body: '{"name":"Ana"}' };
  const refused = await open("/api/customers", sent);
  assert.equal(refused.status, 403);
  assert.deepEqual(sandbox.journal, []);
  assert.equal((await creating("/api/customers", sent)).status, 201);
});

test("crafted and random paths open nothing", async (context) => {
  const { open, sandbox, uuid } = await begin(context);
  const crafted = craftedPaths(uuid);
  const { pick } = draws(7, 0);
  const random = randomPaths([uuid, UUID], RANDOM_PATHS, 7);
  const isAllowed = (/** @type {{ method: string, path: string }} */ { method, path }) =>
    ROWS.some(
      (row) =>
        row.isInTour &&
        row.call !== "create" &&
        isRequestOf(row, method, path.replace(/^\/api/, "")),
    );
  let refused = 0;
  const ask = async (/** @type {string} */ path, /** @type {string} */ method) => {
    const body = BODIES.get(method);
    const { status = 0, text, headers } = await open(path, { method, body, headers: JSON_BODY });
    assert.ok(!text.includes(sandbox.accessToken), path);
    if (status >= 400) refused += 1;
    else assert.equal(headers["content-type"], "application/json", path);
  };
  const calling = ["GET", "POST", "PUT", "DELETE"];
  for (const path of crafted) for (const method of calling) await ask(path, method);
  assert.deepEqual(sandbox.journal, []);
  assert.equal(refused, calling.length * crafted.length);
  await ask("http://evil.example/api/customers", "GET"); // A proxy's form: the host is the header's.
  for (const path of random) await ask(path, pick(METHODS) ?? "GET");
  const total = calling.length * crafted.length + 1 + random.length;
  assert.ok(total > 1_500);
  // What went through is one of the calls, whatever it was written like.
  assert.deepEqual(
    sandbox.journal.filter((seen) => !isAllowed(seen)),
    [],
  );
  assert.ok(refused >= total - sandbox.journal.length);
  assert.ok(refused > 0.9 * total, `${refused} of ${total} were refused`);
  assert.equal((await open("/api/customers")).status, 200);
});

test("other hosts, other origins and other sites are refused", async (context) => {
  const { open, sandbox } = await begin(context);
  /** @type {[number, Record<string, string>][]} */
  const cases = [
    [421, { host: "evil.example" }],
    [421, { host: "console.example:8080" }],
    [
      421,
      { host: "evil.example", origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    ],
    [403, { origin: "https://evil.example" }],
    [403, { origin: "http://console.example" }],
    [403, { origin: "null" }],
    [403, { "sec-fetch-site": "cross-site" }],
    [403, { "sec-fetch-site": "same-site" }],
    [403, { "sec-fetch-site": "none" }],
  ];
  for (const [status, headers] of cases) {
    const answer = await open("/api/customers", { headers });
    assert.equal(answer.status, status, JSON.stringify(headers));
    isSafe(answer);
  }
  assert.deepEqual(sandbox.journal, []);
  const page = { origin: "https://console.example", "sec-fetch-site": "same-origin" };
  assert.equal((await open("/api/customers", { headers: page })).status, 200);
  const local = { host: "localhost:8787", origin: "http://localhost:8787" };
  assert.equal((await open("/api/customers", { headers: local })).status, 200);
});

test("bodies are JSON of one field, and of 64 KiB at most", async (context) => {
  const { open, sandbox, uuid } = await begin(context);
  const path = `/api/customers/${uuid}`;
  const large = (/** @type {number} */ bytes) => JSON.stringify({ name: "x".repeat(bytes - 11) });
  /** @type {[number, Record<string, string>, string][]} */
  const cases = [
    [415, { "content-type": "text/plain" }, '{"name":"x"}'],
    [415, { "content-type": "application/x-www-form-urlencoded" }, "name=x"],
    [415, { "content-type": "application/jsonp" }, '{"name":"x"}'],
    [400, JSON_BODY, "{"],
    [400, JSON_BODY, "null"],
    [400, JSON_BODY, '["name"]'],
    [400, JSON_BODY, '{"name":"x","is_paying":true}'],
    [413, JSON_BODY, large(64 * 1024 + 1)],
    [413, JSON_BODY, large(8 * 1024 * 1024)],
  ];
  for (const [status, headers, body] of cases) {
    const answer = await open(path, { method: "PUT", headers, body }).catch((error) => {
      // The connection may be closed before all of a large body is sent.
      if (status === 413 && ["EPIPE", "ECONNRESET"].includes(error.code)) return undefined;
      throw error;
    });
    if (answer) assert.equal(answer.status, status, body.slice(0, 40));
  }
  assert.deepEqual(sandbox.journal, []);
  await open(path, { method: "PUT", headers: JSON_BODY, body: large(64 * 1024) });
  assert.equal(sandbox.journal.length, 1);
});

/**
 * An API that does as it is told, and what it heard.
 * @param {import("node:test").TestContext} context
 * @param {import("node:http").RequestListener} listener
 */
async function apiFor(context, listener) {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => (server.closeAllConnections(), server.close()));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const accessToken = "merchant-access-token";
  return startProxies(context, { apiUrl: `http://127.0.0.1:${port}/api`, accessToken });
}

test("only what is needed is passed on, both ways", async (context) => {
  /** @type {import("node:http").IncomingHttpHeaders} */
  let heard = {};
  const { open } = await apiFor(context, (request, response) => {
    heard = request.headers;
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.setHeader("set-cookie", "of=the-api");
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("x-powered-by", "PHP");
    response.setHeader("retry-after", "3");
    response.setHeader("x-request-id", "r1");
    response.end("{}");
  });
  const answer = await open("/api/customers", {
    headers: {
      authorization: "Bearer of-the-page",
      "x-customer-token": "of-the-page",
      "x-forwarded-for": "10.0.0.1",
      "x-anything": "1",
    },
  });
  const { authorization, accept, cookie, ...others } = heard;
  assert.deepEqual(
    [authorization, accept, cookie],
    ["Bearer merchant-access-token", "application/json", undefined],
  );
  for (const name of ["x-customer-token", "x-forwarded-for", "x-anything", "origin"]) {
    assert.equal(others[name], undefined, name);
  }
  isSafe(answer);
  assert.deepEqual([answer.headers["retry-after"], answer.headers["x-request-id"]], ["3", "r1"]);
  for (const name of ["set-cookie", "access-control-allow-origin", "x-powered-by"]) {
    assert.equal(answer.headers[name], undefined, name);
  }
});

test("what is no JSON, and a redirect, does not reach the page", async (context) => {
  let asked = 0;
  const { open } = await apiFor(context, (request, response) => {
    asked += 1;
    const status = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("page"));
    response.writeHead(status, {
      "content-type": status === 401 ? "application/json" : "text/html",
      ...(status === 302 && { location: "/api/merchants/settings" }),
    });
    response.end(status === 401 ? '{"message":"merchant"}' : "<script>alert(1)</script>");
  });
  for (const [given, expected] of [
    [200, 502],
    [302, 502],
    [401, 502], // It is the proxy's token that is refused, not the user.
    [404, 404],
    [500, 500],
  ]) {
    const answer = await open(`/api/customers?page=${given}`);
    assert.equal(answer.status, expected);
    assert.doesNotMatch(answer.text, /script|merchant"/);
    isSafe(answer);
  }
  assert.equal(asked, 5);
});

test("an API that hangs, and a body that drips, end at the time limit", async (context) => {
  const { hasty } = await apiFor(context, () => {});
  assert.equal((await hasty("/api/customers")).status, 504);
  const dripped = await hasty(`/api/customers/${UUID}`, {
    method: "PUT",
    headers: { ...JSON_BODY, "content-length": "100" },
    write: (request) => request.write('{"name":'),
  });
  assert.equal(dripped.status, 504);
});

test("a page that hangs up ends the request to the API", async (context) => {
  /** @type {() => void} */
  let hear = () => {};
  const heard = new Promise((resolve) => (hear = () => resolve(undefined)));
  /** @type {() => void} */
  let close = () => {};
  const closed = new Promise((resolve) => (close = () => resolve(undefined)));
  const { open } = await apiFor(context, (request) => {
    request.socket.on("close", close);
    hear();
  });
  /** @type {import("node:http").ClientRequest | undefined} */
  let page;
  const asked = open("/api/customers", { write: (request) => (page = request.end()) });
  await heard;
  // To workerd a connection that is closed may be closed for writing only: one that is reset is not.
  page?.socket?.resetAndDestroy();
  await assert.rejects(asked, Error);
  await closed;
});

test("an API that cannot be reached is a sentence", async (context) => {
  const sandbox = await sandboxFor(context);
  const { open } = await startProxies(context, { ...sandbox, apiUrl: "http://127.0.0.1:9/api" });
  const answer = await open("/api/customers");
  assert.deepEqual(
    [answer.status, answer.text],
    [502, '{"message":"The API could not be reached."}'],
  );
});
