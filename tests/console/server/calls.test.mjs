// The API's calls through the console: which pass, what passes with them, and what comes back.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { TOKEN, freePort, startConsole } from "./helpers/console.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream);
const merchant = await console.signedIn();
const [first, second, third, fourth] = await customersOf(upstream);
const uuid = first?.uuid ?? "";

beforeEach(() => upstream.reset());

/**
 * Has the API answer in its own way.
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
function answering(status, body, headers) {
  upstream.hooks.answer = (_received, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

/** The newest entry of the audit log. */
async function lastEntry() {
  const { json } = await merchant.get("/audit?limit=1");
  const { id: _id, at: _at, ...entry } = json[0];
  return entry;
}

test("the six calls pass, each with what the API needs and nothing else", async () => {
  await merchant.put(`/vault/${uuid}`, { token: upstream.sandbox.tokenOf(uuid) });
  upstream.received.length = 0;
  const extra = {
    "x-anything": "1",
    authorization: "Bearer mine",
    "x-customer-token": "mine",
    referer: "http://x.test",
  };
  const answers = [
    await merchant.get("/api/customers?page=1&per_page=5&sortBy=name&descending=true", extra),
    await merchant.get(`/api/customers/${uuid}`, extra),
    await merchant.get("/api/customers/settings", { ...extra, "x-console-customer": uuid }),
    await merchant.put(`/api/customers/${uuid}`, { name: "Padaria Nova" }, extra),
    await merchant.post(`/api/customers/${uuid}/update-payment-status`, { is_paying: true }, extra),
    await merchant.delete(`/api/customers/${second?.uuid}`, extra),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200],
  );
  assert.equal(answers[0]?.json.data.length, 5);
  assert.equal(answers[2]?.json.customer.uuid, uuid);
  assert.equal(answers[3]?.json.customer.name, "Padaria Nova");
  assert.deepEqual(
    upstream.received.map(({ method, url, body }) => [method, url, body]),
    [
      ["GET", "/api/customers?page=1&per_page=5&sortBy=name&descending=true", ""],
      ["GET", `/api/customers/${uuid}`, ""],
      ["GET", "/api/customers/settings", ""],
      ["PUT", `/api/customers/${uuid}`, '{"name":"Padaria Nova"}'],
      ["POST", `/api/customers/${uuid}/update-payment-status`, '{"is_paying":true}'],
      ["DELETE", `/api/customers/${second?.uuid}`, ""],
    ],
  );
  const { accessToken } = upstream.sandbox;
  for (const { url, headers } of upstream.received) {
    assert.equal(headers.authorization, `Bearer ${accessToken}`);
    assert.equal(headers.accept, "application/json");
    const token = url.endsWith("/settings") ? upstream.sandbox.tokenOf(uuid) : undefined;
    assert.equal(headers["x-customer-token"], token);
    for (const name of ["cookie", "origin", "referer", "x-anything", "x-console-customer"]) {
      assert.equal(headers[name], undefined, name);
    }
  }
});

test("a creation does not pass: its answer would bring a token to the page", async () => {
  const before = upstream.received.length;
  const { status, json } = await merchant.post("/api/customers", { name: "x" });
  assert.equal(status, 404);
  assert.equal(json.error.code, "not_allowed");
  assert.equal(upstream.received.length, before);
});

test("of a list's parameters only the API's own pass, each once and of its form", async () => {
  const before = upstream.received.length;
  for (const query of [
    "page=x",
    "page=1&page=2",
    "per_page=1000",
    "search=x",
    "page=-1",
    "sortBy=a%20b",
    "descending=yes",
    "__proto__=1",
    "constructor=1",
    "=1",
  ]) {
    assert.equal((await merchant.get(`/api/customers?${query}`)).status, 400, query);
  }
  for (const path of [`/api/customers/${uuid}?x=1`, "/api/customers/settings?page=1"]) {
    assert.equal((await merchant.get(path)).status, 400, path);
  }
  assert.equal(upstream.received.length, before);
});

test("a body of another shape does not pass", async () => {
  const before = upstream.received.length;
  const path = `/api/customers/${uuid}`;
  for (const body of [
    "{",
    "[]",
    '"x"',
    { name: 1 },
    { name: "x", api_token: "x" },
    { name: "x".repeat(256) },
  ]) {
    const { status, json } = await merchant.put(path, body);
    assert.ok(status === 400 || status === 422, JSON.stringify(body));
    assert.equal(json.error.code, "invalid_body");
  }
  assert.equal(
    (await merchant.post(`${path}/update-payment-status`, { is_paying: "yes" })).status,
    422,
  );
  assert.equal(upstream.received.length, before);
});

test("an answer that is not JSON never reaches the page's origin, and its status does", async () => {
  for (const [status, body] of /** @type {const} */ ([
    [500, "<script>alert(1)</script>"],
    [502, "<html>Bad Gateway</html>"],
    [200, "<p>Notice</p>"],
    [404, ""],
    [301, ""],
    [204, ""],
    [304, ""],
  ])) {
    answering(status, body, {
      "content-type": "text/html",
      "set-cookie": "a=b",
      location: "http://evil.test/",
    });
    const answer = await merchant.get(`/api/customers/${uuid}`);
    // Answers of two of these have no body that could say anything.
    assert.equal(answer.status, status === 204 || status === 304 ? 502 : status);
    assert.equal(answer.json.error.code, "api_unreachable");
    assert.match(answer.json.error.message, new RegExp(`of status ${status}, is not JSON`));
    assert.doesNotMatch(answer.text, /[<>]/);
    assert.match(answer.headers["content-type"] ?? "", /^application\/json/);
    assert.equal(answer.headers["set-cookie"], undefined);
    assert.equal(answer.headers.location, undefined);
  }
});

test("every answer says that it is no document, and that nobody keeps it", async () => {
  answering(200, '{"data":[]}', {
    "content-type": "text/html",
    "cache-control": "public, max-age=99",
  });
  for (const path of [
    "/api/customers",
    "/api/nothing",
    "/session",
    "/audit",
    "/creations",
    `/vault/${uuid}`,
  ]) {
    const { headers } = await merchant.get(path);
    assert.match(headers["content-type"] ?? "", /^application\/json/, path);
    assert.equal(headers["cache-control"], "no-store", path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.match(String(headers["content-security-policy"]), /default-src 'none'.*sandbox/, path);
    assert.equal(headers["cross-origin-resource-policy"], "same-origin", path);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
  }
});

test("what the API says about its limits passes, with the error", async () => {
  const limits = {
    "retry-after": "7",
    "x-ratelimit-limit": "60",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": "99",
  };
  answering(429, '{"message":"Too Many Attempts."}', { ...limits, "x-powered-by": "PHP" });
  const { status, json, headers } = await merchant.get("/api/customers");
  assert.equal(status, 429);
  assert.deepEqual(json, { message: "Too Many Attempts." });
  for (const [name, value] of Object.entries(limits)) assert.equal(headers[name], value);
  assert.equal(headers["x-powered-by"], undefined);
});

test("what is no limit does not pass as one, and a byte order mark is no part of the JSON", async () => {
  const { accessToken } = upstream.sandbox;
  answering(429, '\ufeff{"message":"Slow down"}', {
    "retry-after": accessToken,
    "x-ratelimit-limit": accessToken,
    "x-ratelimit-remaining": "0",
  });
  const { headers, json } = await merchant.get("/api/customers");
  assert.equal(json.message, "Slow down");
  assert.equal(headers["x-ratelimit-remaining"], "0");
  assert.ok(!JSON.stringify(headers).includes(accessToken));
  answering(429, "{}", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" });
  const dated = await merchant.get("/api/customers");
  assert.equal(dated.headers["retry-after"], "Wed, 21 Oct 2026 07:28:00 GMT");
});

test("tokens that an answer repeats are masked, and the API's own address is left out", async () => {
  const { accessToken } = upstream.sandbox;
  const token = upstream.sandbox.tokenOf(uuid);
  const path = "http://inner.test/api/customers";
  answering(
    400,
    JSON.stringify({
      message: `Bearer ${accessToken}, ${token}`,
      api_token: token,
      a: [{ api_token: token }],
      meta: { path },
    }),
  );
  const { text, json } = await merchant.get("/api/customers/settings", {
    "x-console-customer": uuid,
  });
  assert.ok(!text.includes(accessToken) && !TOKEN.test(text), text);
  assert.deepEqual(json, {
    message: "Bearer [token], [token]",
    a: [{}],
    meta: { path: "/api/customers" },
  });
});

test("an API that does not answer is given up, and nobody knows what a write did", async (context) => {
  const impatient = await startConsole(context, upstream, { CONSOLE_API_TIMEOUT_SECONDS: "1" });
  const caller = await impatient.signedIn();
  upstream.hooks.answer = () => true; // And nothing comes.
  for (const method of ["GET", "DELETE"]) {
    const { status, json } = await caller.send(method, `/api/customers/${uuid}`);
    assert.equal(status, 504);
    assert.equal(json.error.code, "api_timeout");
  }
  const [{ action, outcome }] = (await caller.get("/audit?limit=1")).json;
  assert.deepEqual({ action, outcome }, { action: "delete", outcome: "unknown" });
});

test("an API that closes the connection, or is not there, is said to be unreachable", async (context) => {
  upstream.hooks.answer = (_received, response) => Boolean(response.destroy());
  const lost = await merchant.get("/api/customers");
  assert.equal(lost.status, 502);
  assert.equal(lost.json.error.code, "api_unreachable");

  const nowhere = `http://127.0.0.1:${await freePort()}/api`;
  const gone = await startConsole(context, { ...upstream, url: nowhere });
  const caller = await gone.signedIn();
  const { status, json } = await caller.delete(`/api/customers/${uuid}`);
  assert.equal(status, 502);
  assert.equal(json.error.code, "api_unreachable");
  const [{ action, outcome }] = (await caller.get("/audit?limit=1")).json;
  assert.deepEqual({ action, outcome }, { action: "delete", outcome: "not_applied" });
});

test("when the page hangs up, the call to the API ends", { timeout: 30_000 }, async (context) => {
  // It would wait longer for the API than the test does.
  const patient = await startConsole(context, upstream, { CONSOLE_API_TIMEOUT_SECONDS: "600" });
  const caller = await patient.signedIn();
  const page = new AbortController();
  /** @type {Promise<unknown>} */
  const ended = new Promise((resolve) => {
    upstream.hooks.answer = (_received, response) => {
      response.on("close", resolve);
      page.abort();
      return true;
    };
  });
  await assert.rejects(caller.send("GET", "/api/customers", {}, undefined, page.signal));
  await ended;
});

test("an answer longer than a list can be is not kept in memory", async () => {
  answering(200, JSON.stringify({ data: "x".repeat(9 * 1024 * 1024) }));
  assert.equal((await merchant.get("/api/customers")).status, 502);
});

test("settings of a customer whose token nobody stored say so, until it is pasted", async () => {
  const customer = third?.uuid ?? "";
  const named = { "x-console-customer": customer };
  const before = await merchant.get("/api/customers/settings", named);
  assert.equal(before.status, 409);
  assert.equal(before.json.error.code, "no_customer_token");
  assert.equal(
    (await merchant.get("/api/customers/settings")).json.error.code,
    "no_customer_token",
  );
  assert.deepEqual((await merchant.get(`/vault/${customer}`)).json, {
    uuid: customer,
    hasToken: false,
  });

  for (const wrong of [upstream.sandbox.tokenOf(uuid), "f".repeat(64), "ünicode", "a b"]) {
    const { status, json, text } = await merchant.put(`/vault/${customer}`, { token: wrong });
    assert.equal(status, 422);
    assert.equal(json.error.code, "wrong_customer_token");
    assert.ok(!text.includes(wrong));
    assert.deepEqual(await lastEntry(), {
      user: "merchant",
      action: "store_token",
      uuid: customer,
      outcome: "not_applied",
    });
  }
  assert.equal((await merchant.get(`/vault/${customer}`)).json.hasToken, false);

  const token = upstream.sandbox.tokenOf(customer);
  assert.equal((await merchant.put(`/vault/${customer}`, { token: ` ${token}\n` })).status, 204);
  assert.deepEqual((await merchant.get(`/vault/${customer.toUpperCase()}`)).json.hasToken, true);
  assert.equal((await merchant.get("/api/customers/settings", named)).json.customer.uuid, customer);
  assert.deepEqual(await lastEntry(), {
    user: "merchant",
    action: "store_token",
    uuid: customer,
    outcome: "applied",
  });
});

test("a deleted customer's token leaves the vault when the API has confirmed it, and not before", async () => {
  const customer = third?.uuid ?? "";
  answering(500, "{}");
  await merchant.delete(`/api/customers/${customer}`);
  answering(200, '{"success":false,"message":"Not now."}');
  await merchant.delete(`/api/customers/${customer}`);
  answering(404, '{"message":"Not found."}');
  await merchant.delete(`/api/customers/${customer}`);
  assert.equal((await merchant.get(`/vault/${customer}`)).json.hasToken, true);
  delete upstream.hooks.answer;
  assert.equal((await merchant.delete(`/api/customers/${customer}`)).status, 200);
  assert.equal((await merchant.get(`/vault/${customer}`)).json.hasToken, false);
});

test("every write is in the audit log, with what is known of it", async () => {
  const customer = fourth?.uuid ?? "";
  const path = `/api/customers/${customer}`;
  await merchant.put(path, { name: "Padaria" });
  assert.deepEqual(await lastEntry(), {
    user: "merchant",
    action: "update",
    uuid: customer,
    name: "Padaria",
    outcome: "applied",
  });
  for (const [status, body, outcome] of /** @type {const} */ ([
    [422, "{}", "not_applied"],
    [429, "{}", "not_applied"],
    [408, "{}", "unknown"],
    [500, "{}", "unknown"],
    [502, "<html>", "unknown"],
    [200, "<html>", "unknown"],
    [200, '{"success":false}', "not_applied"],
    [200, '{"success":true}', "applied"],
  ])) {
    answering(status, body);
    await merchant.post(`${path}/update-payment-status`, { is_paying: false });
    const entry = { user: "merchant", action: "update_payment_status", uuid: customer, outcome };
    assert.deepEqual(await lastEntry(), entry, `${status} ${body}`);
  }
});

test("the audit log comes page by page, newest first", async () => {
  const all = (await merchant.get("/audit?limit=200")).json;
  const ids = all.map((/** @type {{ id: number }} */ { id }) => id);
  assert.deepEqual(
    ids,
    ids.toSorted((/** @type {number} */ a, /** @type {number} */ b) => b - a),
  );
  const older = (await merchant.get(`/audit?before=${ids[2]}&limit=3`)).json;
  assert.deepEqual(older, all.slice(3, 6));
  for (const query of ["limit=201", "limit=0", "before=x", "x=1"]) {
    assert.equal((await merchant.get(`/audit?${query}`)).status, 400, query);
  }
});

test("the vault's rows are sealed, each for its own customer", async () => {
  const [row] = await changeDatabase(console.dataDir, "SELECT * FROM vault");
  assert.ok(row);
  const sealed = Buffer.from(/** @type {ArrayBuffer} */ (row.sealed)).toString("latin1");
  assert.ok(!sealed.includes(upstream.sandbox.tokenOf(uuid)));
  const other = "00000000-0000-4000-8000-000000000000";
  await changeDatabase(
    console.dataDir,
    `INSERT INTO vault SELECT '${other}', key_id, nonce, sealed FROM vault`,
  );
  const { status, json } = await merchant.get("/api/customers/settings", {
    "x-console-customer": other,
  });
  assert.equal(status, 500);
  assert.equal(json.error.code, "internal");
});

test("the server's log has no query, no body and no token", async () => {
  const token = upstream.sandbox.tokenOf(uuid);
  await merchant.get(`/vault/${token}`);
  await merchant.get(`/api/customers?page=${token}`);
  await merchant.get(`/${token}/index.html`);
  const output = await console.printed(/index\.html/);
  assert.match(output, /PUT \/vault\/[0-9a-f-]{36} 204 \d+ ms/);
  assert.doesNotMatch(output, TOKEN);
  assert.doesNotMatch(output, /Padaria|per_page|console-session/);
  for (const secret of [upstream.sandbox.accessToken, ...merchant.cookies.values()]) {
    assert.ok(!output.includes(secret));
  }
});
