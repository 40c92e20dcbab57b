// Who gets in, for how long, and who does not.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { PASSWORD, freePort, startConsole } from "./helpers/console.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { serveUpstream } from "./helpers/upstream.mjs";

const UUID = "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60";

/** @type {[method: string, path: string, body?: unknown][]} */
const CALLS = [
  ["GET", "/api/customers"],
  ["GET", "/api/customers/settings"],
  ["GET", `/api/customers/${UUID}`],
  ["PUT", `/api/customers/${UUID}`, { name: "x" }],
  ["DELETE", `/api/customers/${UUID}`],
  ["POST", `/api/customers/${UUID}/update-payment-status`, { is_paying: true }],
  ["POST", "/api/customers", { name: "x" }],
  ["GET", "/creations"],
  ["POST", "/creations", { names: ["x"] }],
  ["GET", `/creations/${UUID}`],
  ["GET", `/creations/${UUID}/events`],
  ["POST", `/creations/${UUID}/stop`],
  ["POST", `/creations/${UUID}/resume`],
  ["POST", `/creations/${UUID}/settle`, { index: 0, action: "look" }],
  ["DELETE", `/creations/${UUID}`],
  ["GET", `/vault/${UUID}`],
  ["PUT", `/vault/${UUID}`, { token: "x" }],
  ["GET", "/audit"],
  ["GET", "/api/nothing"],
];

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream);

/** @param {import("./helpers/caller.mjs").Caller} caller */
async function expectSignedOut(caller) {
  const before = upstream.received.length;
  for (const [method, path, body] of CALLS) {
    const { status, json } = await caller.send(method, path, {}, body);
    assert.equal(status, 401, `${method} ${path}`);
    assert.equal(json.error.code, "signed_out", `${method} ${path}`);
  }
  assert.equal((await caller.get("/session")).json, null);
  assert.equal(upstream.received.length, before);
}

test("without a session every call is refused, and none reaches the API", async () => {
  await expectSignedOut(console.caller());
});

test("a forged session is none", async () => {
  const signedIn = await console.signedIn();
  const id = signedIn.cookies.get("console-session") ?? "";
  for (const forged of [
    `${id.slice(0, -2)}AA`,
    `${id}A`,
    id.toUpperCase(),
    "",
    "A".repeat(43),
    "' OR 1=1 --",
  ]) {
    const caller = console.caller();
    caller.cookies.set("console-session", forged);
    assert.equal((await caller.get("/session")).json, null, forged);
  }
  const byHash = console.caller();
  const [row] = await changeDatabase(console.dataDir, "SELECT id_hash FROM sessions");
  byHash.cookies.set("console-session", String(row?.id_hash));
  await expectSignedOut(byHash);
});

test("a session ends when it is not used, and at the latest when its time is over", async () => {
  for (const [column, minutes, isOver] of /** @type {const} */ ([
    ["seen_at", 29, false],
    ["seen_at", 31, true],
    ["began_at", 11 * 60 + 59, false],
    ["began_at", 12 * 60 + 1, true],
  ])) {
    const caller = await console.signedIn();
    const sql = `UPDATE sessions SET ${column} = ${column} - ${minutes * 60_000}`;
    await changeDatabase(console.dataDir, sql);
    assert.equal((await caller.get("/session")).json === null, isOver, `${column} ${minutes}`);
    if (isOver) await expectSignedOut(caller);
  }
});

test("signing in says who it is, on which API, and until when", async () => {
  const caller = console.caller();
  const before = Date.now();
  const { status, json, headers } = await caller.post("/session", { password: PASSWORD });
  assert.equal(status, 200);
  assert.deepEqual({ user: json.user, api: json.api }, { user: "merchant", api: "live" });
  const hours = (Date.parse(json.endsAt) - before) / 3_600_000;
  assert.ok(hours >= 12 && hours < 12.01);
  assert.deepEqual((await caller.get("/session")).json, json);
  for (const cookie of headers["set-cookie"] ?? []) {
    assert.match(cookie, /; HttpOnly/);
    assert.match(cookie, /; SameSite=Strict/);
    assert.match(cookie, /; Path=\//);
    assert.doesNotMatch(cookie, /Domain|Secure/);
  }
});

test("signing in anew ends the session from before, and signing out ends it at the server", async () => {
  const caller = await console.signedIn();
  const first = caller.cookies.get("console-session") ?? "";
  await caller.post("/session", { password: PASSWORD });
  const second = caller.cookies.get("console-session") ?? "";
  assert.notEqual(second, first);
  assert.equal((await caller.delete("/session")).status, 204);
  assert.equal(caller.cookies.has("console-session"), false);
  for (const old of [first, second]) {
    caller.cookies.set("console-session", old);
    assert.equal((await caller.get("/session")).json, null);
  }
});

test("a session that is chosen for somebody is not taken over", async () => {
  const caller = console.caller();
  caller.cookies.set("console-session", "chosen-by-an-attacker");
  await caller.post("/session", { password: PASSWORD });
  assert.notEqual(caller.cookies.get("console-session"), "chosen-by-an-attacker");
});

test("the database holds no session's id, no device's and no password", async () => {
  const caller = await console.signedIn();
  const files = readdirSync(console.dataDir).map((name) =>
    readFileSync(join(console.dataDir, name)),
  );
  const all = Buffer.concat(files).toString("latin1");
  assert.ok(all.includes("sign_in"));
  for (const secret of [...caller.cookies.values(), PASSWORD]) assert.ok(!all.includes(secret));
});

test("behind HTTPS the cookies are Secure and bound to the host", async (context) => {
  const behind = await startConsole(context, upstream, {
    CONSOLE_ORIGIN: "https://console.example.com",
    CONSOLE_PORT: String(await freePort()),
  });
  const caller = behind.caller();
  const { status, headers } = await caller.post("/session", { password: PASSWORD });
  assert.equal(status, 200);
  const cookies = headers["set-cookie"] ?? [];
  assert.equal(cookies.length, 2);
  for (const cookie of cookies) assert.match(cookie, /^__Host-console-.*; Secure/);
  assert.notEqual((await caller.get("/session")).json, null);
  assert.equal((await caller.delete("/session")).status, 204);
  assert.equal((await caller.get("/session")).json, null);
  assert.match(
    (await caller.get("/", { accept: "text/html" })).headers["strict-transport-security"] ?? "",
    /max-age/,
  );
  for (const host of [`127.0.0.1:${behind.port}`, "console.example.com:443", "example.com"]) {
    assert.equal((await caller.get("/session", { host })).status, 421, host);
  }
});

test("guessing is limited: for each address, for all strangers, and not for who was here before", async (context) => {
  const guarded = await startConsole(context, upstream, { CONSOLE_TRUST_PROXY: "1" });
  const merchant = await guarded.signedIn();
  /** @type {(address: string, caller?: import("./helpers/caller.mjs").Caller, password?: string) => Promise<import("./helpers/caller.mjs").Answer>} */
  const attempt = (address, caller = guarded.caller(), password = "a guess") =>
    caller.post("/session", { password }, { "x-forwarded-for": `1.2.3.4, ${address}` });

  for (let count = 0; count < 10; count += 1) {
    assert.equal((await attempt("192.0.2.1")).json.error.code, "wrong_password");
  }
  const refused = await attempt("192.0.2.1", guarded.caller(), PASSWORD);
  assert.equal(refused.status, 429);
  assert.equal(refused.json.error.code, "too_many_attempts");
  const seconds = Number(refused.headers["retry-after"]);
  assert.ok(seconds > 800 && seconds <= 900);

  const statuses = [];
  for (let count = 0; count < 100; count += 1) {
    statuses.push((await attempt(`2001:db8:0:${count.toString(16)}::1`)).status);
  }
  assert.deepEqual(new Set(statuses), new Set([401, 429]));
  // Ten were used up by the first address, and the merchant's own counted for nothing.
  assert.equal(statuses.indexOf(429), 90);
  assert.equal((await attempt("198.51.100.9", guarded.caller(), PASSWORD)).status, 429);

  await merchant.delete("/session");
  assert.equal((await attempt("198.51.100.9", merchant, PASSWORD)).status, 200);
});

test("guesses that come at once are limited as those that come one after the other", async (context) => {
  const guarded = await startConsole(context, upstream, { CONSOLE_TRUST_PROXY: "1" });
  /** @type {(password: string, address: string) => Promise<number>} */
  const attempt = async (password, address) =>
    (await guarded.caller().post("/session", { password }, { "x-forwarded-for": address })).status;
  const twenty = Array.from({ length: 20 }, (_, index) => index + 1);

  const guesses = await Promise.all(twenty.map(() => attempt("a guess", "192.0.2.1")));
  assert.deepEqual(guesses.toSorted(), [...Array(10).fill(401), ...Array(10).fill(429)]);
  assert.equal(await attempt(PASSWORD, "192.0.2.1"), 429);

  const people = await Promise.all(twenty.map((n) => attempt(PASSWORD, `198.51.100.${n}`)));
  assert.deepEqual(new Set(people), new Set([200]));
  // Of one address ten are looked at together. Whoever knows the password frees the next ten.
  const office = await Promise.all(twenty.map(() => attempt(PASSWORD, "203.0.113.1")));
  assert.ok(office.filter((status) => status === 200).length >= 10);
  assert.deepEqual(new Set([200, 429, ...office]), new Set([200, 429]));
  assert.equal(await attempt(PASSWORD, "203.0.113.1"), 200);
});

test("many addresses of one IPv6 network are one source", async (context) => {
  const guarded = await startConsole(context, upstream, { CONSOLE_TRUST_PROXY: "1" });
  const statuses = [];
  for (let count = 0; count < 12; count += 1) {
    const headers = { "x-forwarded-for": `2001:db8:1:2:3:4:5:${count}` };
    statuses.push(
      (await guarded.caller().post("/session", { password: "a guess" }, headers)).status,
    );
  }
  assert.deepEqual(statuses, [...Array(10).fill(401), 429, 429]);
});

test("without a trusted proxy, a made-up X-Forwarded-For changes nothing", async (context) => {
  const direct = await startConsole(context, upstream);
  const statuses = [];
  for (let count = 0; count < 12; count += 1) {
    const headers = { "x-forwarded-for": `192.0.2.${count}` };
    statuses.push(
      (await direct.caller().post("/session", { password: "a guess" }, headers)).status,
    );
  }
  assert.deepEqual(statuses, [...Array(10).fill(401), 429, 429]);
});

test("a sign-in of another shape is refused without its values", async () => {
  for (const body of [
    "",
    "{",
    "[]",
    { password: 7 },
    { password: "" },
    { password: "s3cret", x: 1 },
    { password: "s".repeat(1025) },
  ]) {
    const { status, json, text } = await console.caller().post("/session", body);
    assert.ok(status === 400 || status === 422, String(status));
    assert.equal(json.error.code, "invalid_body");
    assert.doesNotMatch(text, /s3cret|sss/);
  }
});
