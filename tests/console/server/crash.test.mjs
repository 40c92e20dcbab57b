// The server killed in the middle of a batch of creations, and started again.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import test from "node:test";
import { startConsole } from "./helpers/console.mjs";
import { crashed } from "./helpers/crash.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { begin, ended, states } from "./helpers/creations.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

/** Of each moment there is at least one. */
const SEEDS = [1, 2, 3, 7, 8];

/** @param {number} port Until nothing listens on it. */
async function refusesConnections(port) {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const refused = await new Promise((resolve) => {
      socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    });
    socket.destroy();
    if (refused) return;
  }
}

for (const seed of SEEDS) {
  test(`killed at a moment of seed ${seed}, every customer is in the vault or shown, none twice`, async (context) => {
    const { upstream, env, id, names, fatal } = await crashed(context, seed);
    context.diagnostic(`killed when request ${fatal.number} had ${fatal.moment}`);
    const again = await startConsole(context, upstream, env);
    const merchant = await again.signedIn();
    const path = `/creations/${id}`;

    const interrupted = (await merchant.get(path)).json;
    assert.equal(interrupted.state, "interrupted");
    assert.match(again.output(), new RegExp(`creation ${id} was interrupted: \\d+ were not sent`));
    const unknown = interrupted.items.filter((/** @type {any} */ { state }) => state === "unknown");
    for (const { index } of unknown) {
      await again.printed(new RegExp(`creation ${id}, item ${index}: `));
    }
    const { json: settled } = await merchant.get(path);
    assert.doesNotMatch(states(settled).join(), /waiting|sending/);

    const made = (await customersOf(upstream)).filter(({ name }) => name.startsWith("Loja "));
    const stored = settled.items.flatMap((/** @type {any} */ { uuid }) => (uuid ? [uuid] : []));
    const shown = settled.items.flatMap((/** @type {any} */ { candidates = [] }) =>
      candidates.map((/** @type {any} */ candidate) => candidate.uuid),
    );
    for (const uuid of stored)
      assert.equal((await merchant.get(`/vault/${uuid}`)).json.hasToken, true);
    for (const uuid of shown)
      assert.equal((await merchant.get(`/vault/${uuid}`)).json.hasToken, false);
    assert.deepEqual([...stored, ...shown].toSorted(), made.map(({ uuid }) => uuid).toSorted());

    // A person settles it: what was shown is made anew, and what was not sent is sent.
    for (const { index, candidates } of settled.items) {
      if (!candidates) continue;
      const [candidate] = candidates;
      const retry = { index, action: "retry", ...(candidate ? { uuid: candidate.uuid } : {}) };
      assert.equal((await merchant.post(`${path}/settle`, retry)).status, 200);
      await ended(merchant, id);
    }
    await merchant.post(`${path}/resume`);
    const done = await ended(merchant, id);
    assert.deepEqual(new Set(states(done)), new Set(["created"]));
    const all = (await customersOf(upstream)).filter(({ name }) => name.startsWith("Loja "));
    assert.deepEqual(all.map(({ name }) => name).toSorted(), names.toSorted());
    for (const { uuid, name } of all) {
      const settings = await merchant.get("/api/customers/settings", {
        "x-console-customer": uuid,
      });
      assert.equal(settings.json.customer.name, name);
    }
  });
}

test("where the clock was turned back, what may have been made is found all the same", async (context) => {
  const { upstream, env, id } = await crashed(context, 3);
  const ahead = Date.now() + 40 * 24 * 60 * 60 * 1_000;
  await changeDatabase(
    env.CONSOLE_DATA_DIR,
    `UPDATE creation_items SET sent_at = ${ahead} WHERE state = 'sending'`,
  );
  const again = await startConsole(context, upstream, env);
  const merchant = await again.signedIn();
  const { json: before } = await merchant.get(`/creations/${id}`);
  const unknown = before.items.filter((/** @type {any} */ { state }) => state === "unknown");
  const stored = before.items.map((/** @type {any} */ { uuid }) => uuid);
  const orphans = (await customersOf(upstream)).filter(
    ({ name, uuid }) => name.startsWith("Loja ") && !stored.includes(uuid),
  );
  assert.ok(orphans.length > 0, "the seed left no customer behind");
  const shown = [];
  for (const { index } of unknown) {
    const { json } = await merchant.post(`/creations/${id}/settle`, { index, action: "look" });
    shown.push(...(json.items[index].candidates ?? []));
  }
  assert.deepEqual(
    shown.map(({ uuid }) => uuid).toSorted(),
    orphans.map(({ uuid }) => uuid).toSorted(),
  );
  assert.doesNotMatch(again.output(), /nothing was made|Warning/);
});

test("about to end, it begins nothing more", async (context) => {
  const upstream = await serveUpstream(context);
  const ending = await startConsole(context, upstream);
  const merchant = await ending.signedIn();
  /** @type {() => void} */
  let goOn = () => {};
  /** @type {Promise<void>} */
  const held = new Promise((resolve) => (goOn = resolve));
  /** @type {Promise<void>} */
  const underWay = new Promise((resolve) => {
    upstream.hooks.at = (moment) => {
      if (moment !== "arrived") return undefined;
      resolve();
      return held;
    };
  });
  await begin(merchant, ["Primeira"]);
  await underWay;
  // A request that has begun when the console is asked to end, and arrives afterwards.
  const body = JSON.stringify({ id: randomUUID(), names: ["Tarde demais"] });
  const late = connect(ending.port, "127.0.0.1");
  late.write(
    `POST /creations HTTP/1.1\r\nHost: 127.0.0.1:${ending.port}\r\nOrigin: ${ending.url}\r\n` +
      `Cookie: console-session=${merchant.cookies.get("console-session")}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n{`,
  );
  await merchant.get("/session"); // What was written before it has arrived.
  const exited = ending.end("SIGTERM");
  await refusesConnections(ending.port);
  late.write(body.slice(1));
  const [answer] = await once(late.setEncoding("utf8"), "data");
  assert.match(answer, /^HTTP\/1\.1 503 /);
  goOn();
  assert.equal(await exited, 0);
  const made = (await customersOf(upstream)).map(({ name }) => name);
  assert.ok(made.includes("Primeira") && !made.includes("Tarde demais"));
});

test("asked to end, it waits for what is under way, and loses nothing", async (context) => {
  const upstream = await serveUpstream(context);
  const first = await startConsole(context, upstream, {
    CONSOLE_VAULT_KEY: Buffer.alloc(32).toString("base64"),
  });
  const merchant = await first.signedIn();
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    upstream.hooks.at = (moment, { method }) => {
      if (moment !== "arrived" || method !== "POST") return;
      delete upstream.hooks.at; // Asked a second time, it would end at once.
      void first.end("SIGTERM").then(resolve);
    };
  });
  const names = Array.from({ length: 20 }, (_, index) => `Loja ${index}`);
  const { json } = await begin(merchant, names);
  assert.equal(await exited, 0);
  const again = await startConsole(context, upstream, {
    CONSOLE_VAULT_KEY: Buffer.alloc(32).toString("base64"),
    CONSOLE_DATA_DIR: first.dataDir,
  });
  const creation = (await (await again.signedIn()).get(`/creations/${json.id}`)).json;
  assert.equal(creation.state, "stopped");
  const made = (await customersOf(upstream)).filter(({ name }) => name.startsWith("Loja "));
  assert.ok(made.length > 0 && made.length < 20);
  assert.equal(states(creation).filter((state) => state === "created").length, made.length);
  assert.equal(states(creation).filter((state) => state === "not_sent").length, 20 - made.length);
});
