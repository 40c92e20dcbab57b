// What is refused before anything is done: other hosts, other sites, odd targets, odd bodies.
import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import { startConsole } from "./helpers/console.mjs";
import { random } from "./helpers/random.mjs";
import { serveUpstream } from "./helpers/upstream.mjs";

const UUID = "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60";
const KIB = 1024;

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream);
const signedIn = await console.signedIn();

/** @param {() => Promise<unknown>} action */
async function expectNothingUpstream(action) {
  const before = upstream.received.length;
  await action();
  assert.deepEqual(upstream.received.slice(before), []);
}

test("the console's own hosts are served, under each of this machine's names", async () => {
  for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"]) {
    const host = `${name}:${console.port}`;
    assert.equal((await signedIn.get("/api/customers", { host })).status, 200, host);
  }
});

test("any other host gets nothing: a name that was rebound to this machine is no name of the console", async () => {
  const { port } = console;
  await expectNothingUpstream(async () => {
    for (const host of [
      `evil.test:${port}`,
      "127.0.0.1",
      "127.0.0.1:1",
      `127.0.0.1.evil.test:${port}`,
      `evil.test@127.0.0.1:${port}`,
      `127.0.0.1:${port}@evil.test`,
      `127.0.0.1:${port}, evil.test`,
      `127.1:${port}`,
      `2130706433:${port}`,
    ]) {
      for (const path of ["/", "/session", "/api/customers"]) {
        const { status, text } = await signedIn.get(path, { host });
        assert.equal(status, 421, `${host} ${path}`);
        assert.doesNotMatch(text, /csp-nonce|"data"/);
      }
    }
  });
});

test("two Host headers, or none, get nothing", async () => {
  const own = `Host: 127.0.0.1:${console.port}\r\n`;
  for (const hosts of [`${own}Host: evil.test\r\n`, `Host: evil.test\r\n${own}`, ""]) {
    const { answer } = await raw(`GET / HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1.1 4(00|21) /);
    assert.doesNotMatch(answer, /csp-nonce/);
  }
});

test("another site's page can neither read nor write", async () => {
  await expectNothingUpstream(async () => {
    for (const headers of [
      { origin: "http://evil.test" },
      { origin: `http://evil.test:${console.port}` },
      { origin: `https://127.0.0.1:${console.port}` },
      { origin: `http://127.0.0.1:${console.port}.evil.test` },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "something" },
    ]) {
      const shown = JSON.stringify(headers);
      const read = await signedIn.get("/api/customers", headers);
      assert.equal(read.status, 403, shown);
      assert.equal(read.json.error.code, "forbidden_origin");
      const path = `/api/customers/${UUID}`;
      assert.equal((await signedIn.put(path, { name: "x" }, headers)).status, 403, shown);
      assert.equal((await signedIn.delete(path, headers)).status, 403, shown);
      assert.equal(
        (await signedIn.post("/creations", { names: ["x"] }, headers)).status,
        403,
        shown,
      );
      assert.equal(
        (await signedIn.post("/session", { password: "x" }, headers)).status,
        403,
        shown,
      );
    }
  });
});

test("a write without an Origin is refused, and so is one that is no JSON", async () => {
  const path = `/api/customers/${UUID}/update-payment-status`;
  await expectNothingUpstream(async () => {
    assert.equal(
      (await signedIn.post(path, { is_paying: true }, { origin: undefined })).status,
      403,
    );
    for (const type of [
      "",
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json, text/plain",
      "application/jsonp",
    ]) {
      const { status } = await signedIn.post(path, { is_paying: true }, { "content-type": type });
      assert.equal(status, 415, type);
    }
  });
});

test("a link on another site opens the page, and nothing else", async () => {
  const link = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    accept: "text/html",
  };
  assert.match((await signedIn.get("/", link)).text, /csp-nonce/);
  // No answer of the API becomes a document.
  const opened = await signedIn.get("/api/customers", link);
  assert.match(opened.text, /csp-nonce/);
  assert.doesNotMatch(opened.text, /"data"/);
  for (const dest of ["iframe", "script", "image", "empty"]) {
    const { status } = await signedIn.get("/", { ...link, "sec-fetch-dest": dest });
    assert.equal(status, 403, dest);
  }
});

test("a path is taken as it was sent: nothing leads out of what is allowed", async () => {
  await expectNothingUpstream(async () => {
    for (const path of [
      "/api/../__sandbox/journal",
      "/api/./customers",
      "/api/%2e%2e/__sandbox/journal",
      "/api/.%2e/__sandbox/journal",
      "/api/..\\__sandbox/journal",
      "/api\\customers",
      "/api//customers",
      "//api/customers",
      "/api/customers/",
      "/api/customers/%2e%2e/customers",
      "/api/customers%2fsettings",
      "/api/customers/..;/settings",
      "/api/customers;x=1",
      "/api/customers%00",
      "/api/customers%0d%0aX:%20y",
      "/%61pi/customers",
      "/api/@evil.test/",
      `/api/customers/${UUID}/../settings`,
      `/api/customers/${UUID}/integrations`,
      `/api/customers/${UUID}x`,
      "/api/customers/nobody",
      "/api/merchants/settings",
      `http://127.0.0.1:${console.port}/api/customers`,
      "http://evil.test/api/customers",
      "*",
      "/../../etc/passwd",
      "/assets/../../server/main.js",
      "/assets/%2e%2e/index.html",
      "/.data/console.sqlite",
      "/main.js",
    ]) {
      const { status, text } = await signedIn.get(path);
      assert.ok(status === 400 || status === 404, `${path} ${status}`);
      assert.doesNotMatch(text, /"data"|csp-nonce|root:|import /, path);
    }
  });
});

test("of methods only the five are known, and a call has its own alone", async () => {
  await expectNothingUpstream(async () => {
    for (const method of ["OPTIONS", "TRACE", "PATCH", "PROPFIND"]) {
      assert.equal((await signedIn.send(method, "/api/customers")).status, 405, method);
    }
    assert.equal((await signedIn.send("HEAD", "/api/customers")).status, 405);
    for (const [method, path] of /** @type {const} */ ([
      ["POST", "/api/customers"],
      ["PUT", "/api/customers"],
      ["DELETE", "/api/customers"],
      ["POST", `/api/customers/${UUID}`],
      ["PUT", `/api/customers/${UUID}/update-payment-status`],
      ["DELETE", "/api/customers/settings"],
    ])) {
      const { status, json } = await signedIn.send(
        method,
        path,
        {},
        method === "DELETE" ? undefined : { name: "x" },
      );
      assert.equal(status, 404, `${method} ${path}`);
      assert.equal(json.error.code, "not_allowed");
    }
    for (const method of ["GET", "DELETE"]) {
      const { status } = await signedIn.send(method, `/api/customers/${UUID}`, {}, { name: "x" });
      assert.equal(status, 400, method);
    }
  });
});

test("a body of 64 KiB is taken, and a larger one refused, whether or not it says its length", async () => {
  const path = `/api/customers/${UUID}`;
  const around = JSON.stringify({ name: "" }).length;
  const largest = JSON.stringify({ name: "x".repeat(64 * KIB - around) });
  const tooLarge = `${largest} `;
  for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
    const taken = await signedIn.put(path, largest, headers);
    assert.equal(taken.json.error.code, "invalid_body"); // Its name is too long.
    const { status, json, headers: answered } = await signedIn.put(path, tooLarge, headers);
    assert.equal(status, 413);
    assert.equal(json.error.code, "too_large");
    assert.equal(answered.connection, "close");
  }
});

test("a body that never ends is not read: the connection is closed", async (context) => {
  const impatient = await startConsole(context, upstream, { CONSOLE_REQUEST_TIMEOUT_SECONDS: "1" });
  const { port, url } = impatient;
  const session = (await impatient.signedIn()).cookies.get("console-session");
  const head =
    `PUT /api/customers/${UUID} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
    `Origin: ${url}\r\nContent-Type: application/json\r\nCookie: console-session=${session}\r\n`;
  const endless = await raw(
    `${head}Transfer-Encoding: chunked\r\n\r\n`,
    { chunk: `10000\r\n${"x".repeat(64 * KIB)}\r\n` },
    port,
  );
  // The answer may be lost, where the connection is reset under what is still sent.
  assert.match(endless.answer, /^(?:HTTP\/1.1 413 |$)/);
  assert.ok(endless.sentBytes < 64 * KIB * KIB, `${endless.sentBytes} bytes were taken`);
  const dripped = await raw(
    `${head}Content-Length: 1000\r\n\r\n`,
    { chunk: " ", everyMs: 50 },
    port,
  );
  assert.match(dripped.answer, /^HTTP\/1.1 408 /);
  const slowHead = await raw(head, { chunk: "X-A: b\r\n", everyMs: 50 }, port);
  assert.match(slowHead.answer, /^HTTP\/1.1 408 /);
});

test("10,000 random requests open nothing and crash nothing", async () => {
  const { one, whole } = random(17);
  const somebody = console.caller();
  const parts = [
    "api",
    "customers",
    "settings",
    "session",
    "creations",
    "vault",
    "audit",
    UUID,
    "..",
    ".",
    "%2e%2e",
    "%00",
    "\\",
    "",
    "assets",
    "index.html",
    "events",
    "stop",
    "__sandbox",
    "journal",
    "é",
    "a".repeat(300),
  ];
  const queries = ["", "", "?", "?page=1", "?page=%", "?a=b&a=c", "?".repeat(50), "?x=<script>"];
  const bodies = [
    undefined,
    "",
    "{",
    "[]",
    "null",
    '{"password":"guess"}',
    '{"names":["x"]}',
    '{"name":"x"}',
    "x".repeat(2_000),
  ];
  const headerChoices = {
    host: [undefined, undefined, undefined, "evil.test", `localhost:${console.port}`],
    origin: [undefined, undefined, "http://evil.test", "null", console.url],
    "sec-fetch-site": ["same-origin", "none", "cross-site", "x"],
    "content-type": ["application/json", "text/plain", ""],
    cookie: [
      undefined,
      "console-session=x",
      `console-session=${"A".repeat(43)}`,
      "=;=;;",
      "console-session=%",
    ],
    accept: ["*/*", "application/json", "text/html"],
    "x-console-customer": [undefined, UUID, "'"],
  };
  const draw = () => {
    const path = `/${Array.from({ length: whole(5) }, () => one(parts)).join("/")}${one(queries)}`;
    const method = one([
      "GET",
      "GET",
      "HEAD",
      "POST",
      "PUT",
      "DELETE",
      "PATCH",
      "OPTIONS",
      "TRACE",
    ]);
    const headers = Object.fromEntries(
      Object.entries(headerChoices).flatMap(([name, choices]) => {
        const value = one(choices);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const body = method === "GET" || method === "HEAD" ? undefined : one(bodies);
    return { method, path: encodeURI(path).replaceAll("%25", "%"), headers, body };
  };
  /** @type {Map<number, number>} */
  const statuses = new Map();
  await expectNothingUpstream(async () => {
    const worker = async () => {
      for (let count = 0; count < 625; count += 1) {
        const { method, path, headers, body } = draw();
        const { status, text } = await somebody.send(method, path, headers, body);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const isPage =
          /csp-nonce|<svg|export \{\}/.test(text) || (method === "HEAD" && text === "");
        // Who is not signed in may ask who is, and may sign out.
        const isOfSession = /^\/session(?:$|\?)/.test(path);
        const isNobody = isOfSession && text === (method === "DELETE" ? "" : "null");
        if (status < 300 && !isNobody) assert.ok(isPage, `${method} ${path} ${status}: ${text}`);
        assert.ok(status < 500, `${method} ${path} ${status}: ${text}`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  });
  assert.equal(
    [...statuses.values()].reduce((sum, count) => sum + count),
    10_000,
  );
  // They are not all refused for one reason.
  for (const status of [200, 400, 401, 403, 404, 405, 415, 421])
    assert.ok(statuses.has(status), String(status));
  assert.notEqual((await signedIn.get("/session")).json, null);
  assert.doesNotMatch(console.output(), /failed|Error/);
});

test("what is no HTTP at all closes the connection, and nothing else", async () => {
  const { whole } = random(18);
  for (let count = 0; count < 50; count += 1) {
    const bytes = Buffer.from(Array.from({ length: 1 + whole(400) }, () => whole(256)));
    await raw(Buffer.concat([bytes, Buffer.from("\r\n\r\n")]));
  }
  assert.notEqual((await signedIn.get("/session")).json, null);
});

/**
 * Sends bytes as they are, then a chunk over and over until the connection ends.
 * @param {string | Buffer} bytes
 * @param {{ chunk?: string, everyMs?: number }} [more]
 * @param {number} [port]
 * @returns {Promise<{ answer: string, sentBytes: number }>}
 */
async function raw(bytes, { chunk, everyMs } = {}, port = console.port) {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("latin1").on("data", (text) => (answer += text));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => {}); // It is closed while more is sent.
  socket.write(bytes);
  if (chunk && everyMs) {
    const timer = setInterval(() => socket.write(chunk), everyMs);
    await closed;
    clearInterval(timer);
  } else if (chunk) {
    const pump = () => {
      while (!socket.destroyed && !answer && socket.write(chunk));
    };
    socket.on("drain", pump);
    pump();
    await closed;
  } else {
    await closed;
  }
  return { answer, sentBytes: socket.bytesWritten };
}
