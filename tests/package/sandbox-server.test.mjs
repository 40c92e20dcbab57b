/**
 * The sandbox as an installed package has it: its class, its server and its command.
 *
 * `CONSUMER_DIR` names a folder in which the package is installed.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const { CONSUMER_DIR } = process.env;
assert.ok(CONSUMER_DIR, "CONSUMER_DIR must name a folder in which the package is installed");
const require = createRequire(join(CONSUMER_DIR, "x.js"));
const root = dirname(require.resolve("reportei-customers/package.json"));
const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const command = join(root, manifest.bin["reportei-sandbox"]);
const entry = pathToFileURL(require.resolve("reportei-customers/sandbox"));
const { ReporteiSandbox } = await import(entry.href);

const CREATE = JSON.stringify({ name: "Padaria Sol" });

/** @param {string} accessToken */
const json = (accessToken) => ({
  authorization: `Bearer ${accessToken}`,
  accept: "application/json",
  "content-type": "application/json",
});

/**
 * The command, started; `printed` waits for a pattern in its output, `ended` for its exit code.
 *
 * @param {string[]} args
 */
function start(...args) {
  const child = spawn(process.execPath, [command, ...args]);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  const ended = once(child, "close").then(([code]) => code);
  /** @param {RegExp} pattern */
  const printed = async (pattern) => {
    for (;;) {
      const match = pattern.exec(output.stdout);
      if (match) return match[1] ?? match[0];
      if (child.exitCode !== null) throw new Error(`it ended early: ${output.stderr}`);
      await Promise.race([once(child.stdout, "data"), ended]);
    }
  };
  return { child, output, ended, printed };
}

/** @param {string[]} args */
async function run(...args) {
  const { output, ended } = start(...args);
  return { code: await ended, ...output };
}

/** @param {import("node:test").TestContext} t @param {string[]} args */
async function served(t, ...args) {
  const started = start("--port", "0", ...args);
  t.after(() => started.child.kill("SIGKILL"));
  return {
    ...started,
    api: await started.printed(/at (http\S+)/),
    accessToken: await started.printed(/access token +(\S+)/),
  };
}

test("a port that no fetch may call is refused with a sentence", async () => {
  for (const port of ["1", "6000", "6667", "10080"]) {
    const { code, stderr, stdout } = await run("--port", port);
    const why = `No fetch may call port ${port} (the fetch standard blocks it): choose another.`;
    assert.deepEqual([code, stderr, stdout], [2, `reportei-sandbox: ${why}\n`, ""]);
  }
});

test("help and version are printed and succeed", async () => {
  const help = await run("--help");
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--port <number>/);
  const version = await run("--version");
  assert.deepEqual(version, { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

for (const [args, sentence] of /** @type {[string[], RegExp][]} */ ([
  [["--prot", "1"], /Unknown option '--prot'.*--help\.$/],
  [["extra"], /extra.*--help\.$/],
  [["--port"], /--port.*--help\.$/],
  [["--port", "70000"], /--port must be a whole number from 0 to 65535, not "70000"\.$/],
  [["--customers", "many"], /--customers must be a whole number/],
  [["--seed=-1"], /--seed must be a whole number/],
  [["--rate-limit-per-second", "0"], /--rate-limit-per-second must be a whole number from 1/],
  [["--fault-rate", "2"], /--fault-rate must be a number from 0 to 1, not "2"\.$/],
  [["--data", "x.json", "--customers", "1"], /not both\.$/],
])) {
  test(`wrong arguments are named in one sentence: ${args.join(" ")}`, async () => {
    const { code, stdout, stderr } = await run(...args);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
    assert.match(stderr.trim(), sentence);
    assert.equal(stderr.trim().split("\n").length, 1);
  });
}

test("a data file that cannot be used is named with what is wrong in it", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "data.json");
  const missing = await run("--data", file);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /data\.json cannot be read/);
  for (const [text, sentence] of /** @type {[string, RegExp][]} */ ([
    ["[1,", /data\.json is not JSON/],
    ["{}", /data must be an array/],
    ['[{"name": "A"}, {"name": ""}]', /data\[1\]\.name must be/],
  ])) {
    await writeFile(file, text);
    const { code, stderr } = await run("--data", file);
    assert.equal(code, 1);
    assert.match(stderr, sentence);
    assert.equal(stderr.trim().split("\n").length, 1);
  }
});

test("a taken port is said to be taken", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  t.after(() => taken.close());
  await once(taken, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (taken.address());
  const { code, stderr } = await run("--port", String(port));
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`Port ${port} is taken: .*--port`));
});

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  test(`${signal} ends it with success, open connections or not`, async (t) => {
    const { child, ended, api, output } = await served(t);
    await fetch(`${api}/customers`);
    child.kill(signal);
    assert.equal(await ended, 0);
    assert.equal(output.stderr, "");
  });
}

test("a created customer is seen by a list, and no token by the request lines", async (t) => {
  const { api, accessToken, output, printed } = await served(t, "--customers", "3", "--seed", "7");
  const made = await fetch(`${api}/customers`, {
    method: "POST",
    headers: json(accessToken),
    body: CREATE,
  });
  assert.equal(made.status, 201);
  const { customer } = await made.json();
  const listed = await fetch(`${api}/customers`, { headers: json(accessToken) });
  const { data, meta } = await listed.json();
  assert.equal(meta.total, 4);
  assert.equal(meta.path, `${api}/customers`);
  assert.equal(data[3].uuid, customer.uuid);
  const headers = { ...json(accessToken), "x-customer-token": customer.api_token };
  const settings = await fetch(`${api}/customers/settings`, { headers });
  assert.equal((await settings.json()).customer.uuid, customer.uuid);
  await fetch(`${api}/customers/${customer.api_token}`, { headers });

  await printed(/\/customers\/\*\*\* .*404/);
  assert.match(output.stdout, /POST +\/api\/customers +201 +[\d.]+ ms/);
  const lines = output.stdout.slice(output.stdout.indexOf("POST"));
  assert.ok(!lines.includes(customer.api_token) && !lines.includes(accessToken));
});

test("faults come at the rate that is asked for, and their lines say so", async (t) => {
  const { api, accessToken, printed } = await served(t, "--fault-rate", "1", "--fault-seed", "3");
  for (let request = 0; request < 3; request += 1) {
    const signal = AbortSignal.timeout(1_000);
    await fetch(`${api}/customers`, { headers: json(accessToken), signal }).catch(() => {});
  }
  await printed(/GET +\/api\/customers +(---|\d+) +[\d.]+ ms +[a-z_]+, (not )?applied\n/);
});

test("the printed customer's token opens its settings", async (t) => {
  const { api, accessToken, printed } = await served(t, "--quiet");
  const uuid = await printed(/a customer +(\S+)/);
  const headers = { ...json(accessToken), "x-customer-token": await printed(/its token +(\S+)/) };
  const settings = await fetch(`${api}/customers/settings`, { headers });
  assert.equal((await settings.json()).customer.uuid, uuid);
});

test("pages of any origin may call it", async (t) => {
  const { api } = await served(t);
  const preflight = await fetch(`${api}/customers`, {
    method: "OPTIONS",
    headers: { origin: "http://page.test", "access-control-request-method": "PUT" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  const allowed = preflight.headers.get("access-control-allow-headers") ?? "";
  for (const name of ["authorization", "content-type", "x-customer-token", "accept"]) {
    assert.ok(allowed.includes(name), name);
  }
  const refused = await fetch(`${api}/customers`);
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
  assert.match(refused.headers.get("access-control-expose-headers") ?? "", /x-ratelimit-remaining/);
});

test("a body without end is refused, and the next request is served", async (t) => {
  const { api, accessToken } = await served(t, "--quiet");
  const body = JSON.stringify({ name: "x".repeat(1024 * 1024) });
  const init = { method: "POST", headers: json(accessToken), body };
  const refused = await fetch(`${api}/customers`, init).then(
    ({ status }) => status,
    () => "closed while it was sent",
  );
  assert.ok([413, "closed while it was sent"].includes(refused), String(refused));
  const next = await fetch(`${api}/customers`, { headers: json(accessToken) });
  assert.equal(next.status, 200);
});

test("its fetch needs no server and no receiver, and takes what fetch takes", async () => {
  const sandbox = new ReporteiSandbox({ customers: 3, now: "2026-03-02 12:00:00" });
  const { fetch: sandboxFetch, accessToken } = sandbox;
  const url = "https://any.test/api/customers";
  const headers = json(accessToken);
  const init = { method: "POST", headers, body: CREATE };
  for (const made of [
    await sandboxFetch(url, init),
    await sandboxFetch(new URL(url), { ...init, headers: new Headers(headers) }),
    await sandboxFetch("/api/customers", { ...init, headers: Object.entries(headers) }),
    await sandboxFetch(new Request(url, init)),
  ]) {
    assert.ok(made instanceof Response);
    assert.equal(made.status, 201);
  }
  const listed = await sandboxFetch(`${url}?per_page=100`, { headers });
  assert.equal((await listed.json()).meta.total, 7);
});

test("an aborted signal rejects its fetch with the signal's reason", async () => {
  const sandbox = new ReporteiSandbox({ customers: 0 });
  const headers = json(sandbox.accessToken);
  const reason = new Error("changed my mind");
  const create = { method: "POST", headers, body: CREATE };
  const early = sandbox.fetch("/api/customers", { ...create, signal: AbortSignal.abort(reason) });
  await assert.rejects(early, reason);

  const controller = new AbortController();
  const later = sandbox.fetch("/api/customers", { ...create, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(later, reason);

  const stalling = new AbortController();
  // It is asked for its first bytes, which never come.
  const pull = () => stalling.abort(reason);
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const { signal } = stalling;
  const stalled = sandbox.fetch("/api/customers", { ...create, body, duplex: "half", signal });
  await assert.rejects(stalled, reason);
  assert.equal(sandbox.journal().length, 0);
});

test("what is wrong in the options is a TypeError that names it", () => {
  for (const [options, message] of /** @type {[unknown, RegExp][]} */ ([
    [null, /an object is needed/],
    [{ custmers: 1 }, /custmers is not an option; the options are customers, seed, now,/],
    [{ customers: -1 }, /customers must be a whole number from 0 to 10000/],
    [{ now: "rubbish" }, /now must be a Date/],
    [{ data: [{ name: "A", is_paying: "yes" }] }, /data\[0\]\.is_paying must be true or false/],
  ])) {
    assert.throws(() => new ReporteiSandbox(options), { name: "TypeError", message });
  }
  const sandbox = new ReporteiSandbox();
  assert.throws(() => sandbox.advance({ day: 1 }), { name: "TypeError", message: /day is not/ });
  assert.throws(() => sandbox.restore({}), { name: "TypeError", message: /not a snapshot/ });
  const misplaced = /** @type {any} */ (5);
  assert.throws(() => sandbox.tokenOf(misplaced), { name: "TypeError", message: /uuid must be/ });
});

test("a snapshot outlives JSON, and time moves only when it is told to", () => {
  const sandbox = new ReporteiSandbox({ customers: 1, now: Date.UTC(2026, 2, 2) });
  const create = () => {
    const headers = json(sandbox.accessToken);
    const request = { method: "POST", path: "/api/customers", headers, body: CREATE };
    return JSON.parse(sandbox.handle(request).body).customer;
  };
  const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
  const first = create();
  assert.equal(first.created_at, "2026-03-02 00:00:00");
  assert.equal(sandbox.tokenOf(first.uuid), undefined);
  sandbox.advance({ days: 1, hours: 2, minutes: 3, seconds: 4 });
  assert.equal(create().created_at, "2026-03-03 02:03:04");
  sandbox.restore(snapshot);
  assert.deepEqual(create(), first);
});
