// The server killed in the middle of a batch of creations, and started again.
import assert from "node:assert/strict";
import test from "node:test";
import { startConsole } from "./helpers/console.mjs";
import { crashed } from "./helpers/crash.mjs";
import { begin, ended, states } from "./helpers/creations.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

/** Of each moment there is at least one. */
const SEEDS = [1, 2, 3, 7, 8];

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
