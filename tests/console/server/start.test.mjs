// How the console starts: what it must be told, what it keeps, and what it refuses.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { consoleDir } from "../../../pkg-template/scripts/console.mjs";
import {
  PASSWORD,
  PASSWORD_HASH,
  TOKEN,
  freePort,
  hashOf,
  launchConsole,
  refusedStart,
  startConsole,
  temporaryDir,
  temporaryPage,
} from "./helpers/console.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { failingDatabase } from "./helpers/sqlite.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

/** @param {number} byte */
const key = (byte) => Buffer.alloc(32, byte).toString("base64");

const COMPLETE = {
  REPORTEI_BASE_URL: "https://connect.reportei.com/api",
  REPORTEI_ACCESS_TOKEN: "a-secret-token",
  CONSOLE_PASSWORD_HASH: PASSWORD_HASH,
  CONSOLE_VAULT_KEY: key(1),
};

/** @type {[wrong: NodeJS.ProcessEnv, says: RegExp][]} */
const WRONG = [
  [{ REPORTEI_BASE_URL: "" }, /^✗ REPORTEI_BASE_URL is missing: .*\n$/],
  [{ REPORTEI_ACCESS_TOKEN: "" }, /^✗ REPORTEI_ACCESS_TOKEN is missing: .*\n$/],
  [{ REPORTEI_BASE_URL: "nowhere" }, /^✗ REPORTEI_BASE_URL must be a URL\.\n$/],
  [{ REPORTEI_BASE_URL: "http://192.0.2.1/api" }, /^✗ .*allowInsecure.*\n$/],
  [{ CONSOLE_PASSWORD_HASH: "" }, /^✗ CONSOLE_PASSWORD_HASH is missing: .*npm run hash.*\n$/],
  [{ CONSOLE_PASSWORD_HASH: "hunter2" }, /^✗ CONSOLE_PASSWORD_HASH is no argon2id hash: .*\n$/],
  [{ CONSOLE_VAULT_KEY: "" }, /^✗ CONSOLE_VAULT_KEY is missing: .*openssl rand -base64 32.*\n$/],
  [{ CONSOLE_VAULT_KEY: "c2hvcnQ=" }, /^✗ CONSOLE_VAULT_KEY must be 32 bytes in base64: .*\n$/],
  [
    { CONSOLE_VAULT_KEY_PREVIOUS: "c2hvcnQ=" },
    /^✗ CONSOLE_VAULT_KEY_PREVIOUS must be 32 bytes.*\n$/,
  ],
  [
    { CONSOLE_ORIGIN: "http://console.example.com" },
    /^✗ CONSOLE_ORIGIN must be origins such as .*\n$/,
  ],
  [{ CONSOLE_ORIGIN: "https://console.example.com/admin" }, /^✗ CONSOLE_ORIGIN must be .*\n$/],
  [{ CONSOLE_SESSION_HOURS: "x" }, /^✗ CONSOLE_SESSION_HOURS must be a number.*\n$/],
  [{ CONSOLE_SESSION_HOURS: "0" }, /^✗ CONSOLE_SESSION_HOURS must be a number above 0.*\n$/],
  [{ CONSOLE_API_TIMEOUT_SECONDS: "1e10" }, /^✗ CONSOLE_API_TIMEOUT_SECONDS must be .*\n$/],
  [{ CONSOLE_REQUEST_TIMEOUT_SECONDS: "0" }, /^✗ CONSOLE_REQUEST_TIMEOUT_SECONDS must be .*\n$/],
  [{ CONSOLE_SETTLE_AFTER_SECONDS: "1e10" }, /^✗ CONSOLE_SETTLE_AFTER_SECONDS must be .*\n$/],
  [
    { CONSOLE_TRUST_PROXY: "true" },
    /^✗ CONSOLE_TRUST_PROXY must be a whole number from 0 to 1\.\n$/,
  ],
  [{ CONSOLE_PORT: "70000" }, /^✗ CONSOLE_PORT must be a whole number from 0 to 65535\.\n$/],
  [
    { CONSOLE_HOST: "192.0.2.1" },
    /^✗ Port 0 cannot be opened on 192\.0\.2\.1: .*EADDRNOTAVAIL.*\n$/,
  ],
  [{ CONSOLE_DATA_DIR: "/dev/null" }, /^✗ The data folder \/dev\/null cannot be used: .*\n$/],
  [{ CONSOLE_PAGE_DIR: "/nowhere" }, /^✗ There is no page in \/nowhere: .*npm run build.*\n$/],
];

for (const [wrong, says] of WRONG) {
  test(`it refuses to start with ${JSON.stringify(wrong)}, and says how to mend it`, (context) => {
    const dirs = {
      CONSOLE_DATA_DIR: temporaryDir(context),
      CONSOLE_PAGE_DIR: temporaryPage(context),
    };
    const env = { ...COMPLETE, ...dirs, ...wrong };
    const { status, stdout, stderr } = refusedStart(env);
    assert.match(stderr, says);
    assert.equal(stdout, "");
    assert.equal(status, 1);
    assert.doesNotMatch(stderr, /a-secret-token|hunter2|c2hvcnQ/);
  });
}

test("on the sandbox its secrets are made once, kept for their user alone, and the password is printed once", async (context) => {
  const dataDir = temporaryDir(context);
  const passwords = [];
  for (const customers of ["7", "40"]) {
    const running = await launchConsole(context, { CONSOLE_DATA_DIR: dataDir }, [
      "--customers",
      customers,
    ]);
    const [, password = ""] = /its password is (\S+)/.exec(running.output()) ?? [];
    passwords.push(password);
    assert.equal(running.output().split(password).length, 2);
    const caller = running.caller();
    const { json } = await caller.post("/session", { password });
    assert.equal(json.api, "sandbox");
    const { data, meta } = (await caller.get("/api/customers")).json;
    assert.equal(meta.total, Number(customers));
    // Their tokens are in the vault already.
    for (const { uuid } of data) {
      const settings = await caller.get("/api/customers/settings", { "x-console-customer": uuid });
      assert.equal(settings.json.customer.uuid, uuid);
    }
    // A second one on the same folder changes nothing in it.
    const second = refusedStart({ CONSOLE_DATA_DIR: dataDir });
    assert.match(second.stderr, /^✗ Another console is running on /);
    for (const { uuid } of data) {
      assert.equal((await caller.get(`/vault/${uuid}`)).json.hasToken, true);
    }
    assert.equal((await caller.post("/creations", { id: randomUUID(), names: ["x"] })).status, 202);
    assert.equal((await caller.get("/creations")).json.length, 1);
    const file = join(dataDir, "sandbox-secrets.json");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
    assert.equal(statSync(join(dataDir, "sandbox/console.sqlite")).mode & 0o777, 0o600);
    assert.ok(JSON.parse(readFileSync(file, "utf8")).passwordHash.startsWith("$argon2id$"));
    assert.doesNotMatch(running.output(), TOKEN);
    assert.equal(await running.end("SIGINT"), 0);
  }
  assert.equal(passwords[0], passwords[1]);
  assert.ok((passwords[0] ?? "").length >= 16);
});

test("the sandbox has customers in every state", async (context) => {
  const running = await launchConsole(context, {});
  const [, password = ""] = /its password is (\S+)/.exec(running.output()) ?? [];
  const caller = running.caller();
  await caller.post("/session", { password });
  const { data, meta } = (
    await caller.get("/api/customers?per_page=100&sortBy=created_at&descending=true")
  ).json;
  assert.equal(meta.total, 120);
  const now = new Date().toISOString().slice(0, 19).replace("T", " ");
  const state = (/** @type {any} */ { is_paying, trial_ends_at }) =>
    is_paying ? "paying" : trial_ends_at > now ? "trial" : "expired";
  assert.deepEqual(new Set(data.map(state)), new Set(["paying", "trial", "expired"]));
  assert.ok(data.some((/** @type {any} */ { trial_ends_at }) => trial_ends_at === null));
});

test("npm run hash makes a hash that opens, and no other password does", async (context) => {
  const upstream = await serveUpstream(context);
  const hash = hashOf("  ünusual, with a $ and spaces  ");
  const running = await startConsole(context, upstream, { CONSOLE_PASSWORD_HASH: hash });
  const attempt = async (/** @type {string} */ password) =>
    (await running.caller().post("/session", { password })).status;
  assert.equal(await attempt("  ünusual, with a $ and spaces  "), 200);
  assert.equal(await attempt("ünusual, with a $ and spaces"), 401);
  assert.equal(await attempt(PASSWORD), 401);
  assert.equal(hashOf("too short"), "");
});

test("nobody can connect before the journal is read", async (context) => {
  const port = await freePort();
  const child = spawn(process.execPath, [join(consoleDir, "dist/server/main.js")], {
    env: {
      ...process.env,
      ...COMPLETE,
      ...failingDatabase({ TEST_HELD_AT: "SELECT * FROM creations" }),
      CONSOLE_DATA_DIR: temporaryDir(context),
      CONSOLE_PAGE_DIR: temporaryPage(context),
      CONSOLE_PORT: String(port),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill("SIGKILL"));
  assert.equal(String(await once(child.stdout, "data")), "held\n");
  const socket = connect(port, "127.0.0.1");
  const code = await new Promise((resolve) => {
    socket
      .once("connect", () => resolve("connected"))
      .once("error", (error) => {
        resolve(/** @type {NodeJS.ErrnoException} */ (error).code);
      });
  });
  socket.destroy();
  assert.equal(code, "ECONNREFUSED");
});

test("a second console on the same data is refused, until the first has ended", async (context) => {
  const upstream = await serveUpstream(context);
  const first = await startConsole(context, upstream, { CONSOLE_VAULT_KEY: key(1) });
  const env = {
    ...COMPLETE,
    REPORTEI_BASE_URL: upstream.url,
    CONSOLE_DATA_DIR: first.dataDir,
  };
  const second = refusedStart(env);
  assert.match(second.stderr, /^✗ Another console is running on /);
  assert.equal(second.status, 1);
  await first.end("SIGKILL");
  await startConsole(context, upstream, {
    CONSOLE_VAULT_KEY: key(1),
    CONSOLE_DATA_DIR: first.dataDir,
  });
});

test("a port that is taken is said to be so", async (context) => {
  const upstream = await serveUpstream(context);
  const first = await startConsole(context, upstream);
  const { stderr } = refusedStart({
    ...COMPLETE,
    CONSOLE_PORT: String(first.port),
    CONSOLE_PAGE_DIR: temporaryPage(context),
    CONSOLE_DATA_DIR: temporaryDir(context),
  });
  assert.equal(stderr, `✗ Port ${first.port} is taken: choose another with --port.\n`);
});

test("the container's health check says whether the console answers, under its own name", async (context) => {
  const upstream = await serveUpstream(context);
  const port = String(await freePort());
  const env = { CONSOLE_ORIGIN: "https://console.example.com", CONSOLE_PORT: port };
  const health = () =>
    spawnSync(process.execPath, [join(consoleDir, "dist/server/health.js")], {
      env: { ...process.env, ...env },
    }).status;
  assert.equal(health(), 1);
  const running = await startConsole(context, upstream, env);
  assert.equal(health(), 0);
  await running.end("SIGTERM");
  assert.equal(health(), 1);
});

test("keys are rotated: the previous one opens once, and the present one from then on", async (context) => {
  const upstream = await serveUpstream(context);
  const customers = (await customersOf(upstream)).slice(0, 3);
  const first = await startConsole(context, upstream, { CONSOLE_VAULT_KEY: key(1) });
  const merchant = await first.signedIn();
  for (const { uuid } of customers) {
    await merchant.put(`/vault/${uuid}`, { token: upstream.sandbox.tokenOf(uuid) });
  }
  await first.end("SIGTERM");
  const env = { CONSOLE_DATA_DIR: first.dataDir };

  const without = refusedStart({
    ...COMPLETE,
    ...env,
    REPORTEI_BASE_URL: upstream.url,
    CONSOLE_VAULT_KEY: key(2),
  });
  assert.match(without.stderr, /^✗ The vault holds 3 tokens under a key that is neither .*\n$/);

  const before = await changeDatabase(first.dataDir, "SELECT * FROM vault");
  for (const keys of [
    { CONSOLE_VAULT_KEY: key(2), CONSOLE_VAULT_KEY_PREVIOUS: `${key(3)},${key(1)}` },
    { CONSOLE_VAULT_KEY: key(2) },
  ]) {
    const next = await startConsole(context, upstream, { ...env, ...keys });
    const caller = await next.signedIn();
    for (const { uuid } of customers) {
      const settings = await caller.get("/api/customers/settings", { "x-console-customer": uuid });
      assert.equal(settings.json.customer.uuid, uuid);
    }
    await next.end("SIGTERM");
  }
  const after = await changeDatabase(first.dataDir, "SELECT * FROM vault");
  assert.equal(after.length, 3);
  assert.ok(after.every(({ key_id }) => before.every((row) => row.key_id !== key_id)));
});

test("killed while keys are rotated, it has every token at the next start", async (context) => {
  const upstream = await serveUpstream(context);
  const customers = await customersOf(upstream);
  const first = await startConsole(context, upstream, { CONSOLE_VAULT_KEY: key(1) });
  const merchant = await first.signedIn();
  for (const { uuid } of customers) {
    await merchant.put(`/vault/${uuid}`, { token: upstream.sandbox.tokenOf(uuid) });
  }
  await first.end("SIGTERM");
  const env = { CONSOLE_DATA_DIR: first.dataDir, CONSOLE_VAULT_KEY: key(2) };
  const rotating = { ...env, CONSOLE_VAULT_KEY_PREVIOUS: key(1) };
  const resealing = "INSERT OR REPLACE INTO vault";
  for (const { fatal, isKilled } of [
    { fatal: `${resealing}:0`, isKilled: true },
    { fatal: `${resealing}:${customers.length - 1}`, isKilled: true },
    // Of the lock, of the tables, and of the rotation.
    { fatal: "COMMIT:2", isKilled: true },
    { fatal: `${resealing}:${customers.length}`, isKilled: false },
  ]) {
    const failing = failingDatabase({ TEST_KILLED_AT: fatal });
    const started = startConsole(context, upstream, { ...rotating, ...failing });
    if (isKilled) await assert.rejects(started, /It ended with null/, fatal);
    else await (await started).end("SIGKILL");
  }
  const again = await startConsole(context, upstream, env);
  const caller = await again.signedIn();
  for (const { uuid } of customers) {
    const settings = await caller.get("/api/customers/settings", { "x-console-customer": uuid });
    assert.equal(settings.json.customer.uuid, uuid);
  }
});

test("a database that is none, and a changed row under an earlier key, stop the start with a sentence", async (context) => {
  const dirs = {
    CONSOLE_DATA_DIR: temporaryDir(context),
    CONSOLE_PAGE_DIR: temporaryPage(context),
  };
  const file = join(dirs.CONSOLE_DATA_DIR, "console.sqlite");
  writeFileSync(file, "no database at all\n".repeat(1_000));
  const noDatabase = refusedStart({ ...COMPLETE, ...dirs });
  assert.match(noDatabase.stderr, /^✗ The data folder \S+ cannot be used: .*not a database.*\n$/);
  rmSync(file);

  const upstream = await serveUpstream(context);
  const env = { ...dirs, CONSOLE_VAULT_KEY: key(1) };
  const running = await startConsole(context, upstream, env);
  const [customer] = await customersOf(upstream);
  const merchant = await running.signedIn();
  const token = upstream.sandbox.tokenOf(customer?.uuid);
  await merchant.put(`/vault/${customer?.uuid}`, { token });
  await running.end("SIGTERM");
  await changeDatabase(running.dataDir, "UPDATE vault SET sealed = randomblob(80)");
  const rotated = { CONSOLE_VAULT_KEY: key(2), CONSOLE_VAULT_KEY_PREVIOUS: key(1) };
  const { stderr, status } = refusedStart({ ...COMPLETE, ...dirs, ...rotated });
  assert.match(
    stderr,
    new RegExp(`^✗ The vault's row of customer ${customer?.uuid} was changed: .*\\n$`),
  );
  assert.equal(status, 1);
});

test("a changed row of the vault does not open", async (context) => {
  const upstream = await serveUpstream(context);
  const [customer] = await customersOf(upstream);
  const running = await startConsole(context, upstream);
  const merchant = await running.signedIn();
  await merchant.put(`/vault/${customer?.uuid}`, {
    token: upstream.sandbox.tokenOf(customer?.uuid),
  });
  await changeDatabase(running.dataDir, "UPDATE vault SET nonce = zeroblob(12)");
  const answer = await merchant.get("/api/customers/settings", {
    "x-console-customer": customer?.uuid,
  });
  assert.equal(answer.status, 500);
  assert.equal(answer.json.error.code, "internal");
});

test("the page comes with its policy, a nonce of its own, and files that are kept for ever", async (context) => {
  const upstream = await serveUpstream(context);
  const running = await startConsole(context, upstream);
  const caller = running.caller();
  const nonces = new Set();
  for (const path of [
    "/",
    "/customers",
    "/customers/8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60",
    "/creations",
  ]) {
    const { status, text, headers } = await caller.get(path, { accept: "text/html" });
    assert.equal(status, 200);
    const policy = String(headers["content-security-policy"]);
    const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    assert.equal(text, `<meta name="csp-nonce" content="${nonce}">\n`);
    nonces.add(nonce);
    for (const directive of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval';",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]) {
      assert.ok(policy.includes(directive), directive);
    }
    assert.equal(headers["cache-control"], "no-store");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
    assert.equal(headers["strict-transport-security"], undefined);
  }
  assert.equal(nonces.size, 4);
  const asset = await caller.get("/assets/page-1a2b3c.js");
  assert.equal(asset.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.match(asset.headers["content-type"] ?? "", /^text\/javascript/);
  const icon = await caller.get("/icon.svg");
  assert.equal(icon.headers["cache-control"], "no-store");
  assert.match(icon.headers["content-type"] ?? "", /^image\/svg\+xml/);
  for (const path of ["/assets/gone-9f8e7d.js", "/index.js", "/favicon.ico"]) {
    const { status, json, headers } = await caller.get(path);
    assert.equal(status, 404, path);
    assert.equal(json.error.code, "not_found");
    assert.equal(headers["cache-control"], "no-store");
  }
});
