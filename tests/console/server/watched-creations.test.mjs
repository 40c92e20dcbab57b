// Creations as the page sees them: events, waits, and the end of a session.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { PASSWORD, startConsole } from "./helpers/console.mjs";
import { begin, create, ended, gateOf, isCreation, nameOf, states } from "./helpers/creations.mjs";
import { serveUpstream } from "./helpers/upstream.mjs";

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream);
const merchant = await console.signedIn();

beforeEach(() => upstream.reset());

test("whoever watches gets a snapshot first, then each item's states, then the end", async () => {
  const hold = gateOf();
  upstream.hooks.at = (moment, received) =>
    moment === "arrived" && isCreation(received) ? hold.opened : undefined;
  const { json } = await begin(merchant, ["Um", "Dois", "Três"]);
  const types = [];
  /** @type {Record<string, string[]>} */
  const seen = { Um: [], Dois: [], Três: [] };
  for await (const event of merchant.events(`/creations/${json.id}/events`)) {
    types.push(event.type);
    if (event.type === "snapshot") hold.open();
    if (event.type === "item") {
      seen[event.item.name]?.push(event.item.state);
      assert.equal(event.progress.total, 3);
    }
  }
  assert.equal(types[0], "snapshot");
  assert.equal(types.at(-1), "end");
  for (const [name, itsStates] of Object.entries(seen))
    assert.equal(itsStates.at(-1), "created", name);
});

test("whoever watches is told how far it is, whatever becomes of an item", async (context) => {
  const own = await serveUpstream(context);
  const env = { CONSOLE_VAULT_KEY: Buffer.alloc(32).toString("base64") };
  const first = await startConsole(context, own, env);
  let caller = await first.signedIn();
  own.hooks.answer = (received, response) => {
    if (!isCreation(received) || !/Ruim|Perdida/.test(nameOf(received))) return false;
    if (nameOf(received) === "Ruim") response.writeHead(422).end("{}");
    else response.destroy();
    return true;
  };
  const { json } = await begin(caller, ["Boa", "Ruim", "Perdida", "Outra", "Mais uma"]);
  const path = `/creations/${json.id}`;
  const follow = async () => {
    let events = 0;
    for await (const { type, creation } of caller.events(`${path}/events`)) {
      events += 1;
      if (type === "snapshot" || type === "end")
        assert.deepEqual(creation.progress, count(creation));
    }
    assert.ok(events >= 2);
  };
  const count = (/** @type {any} */ { items, progress: { perSecond, msLeft } }) => {
    const of = (/** @type {RegExp} */ which) =>
      items.filter((/** @type {any} */ { state }) => which.test(state)).length;
    const rate = perSecond === undefined ? {} : { perSecond, msLeft };
    return {
      done: items.length - of(/^(waiting|sending)$/),
      total: items.length,
      failed: of(/^(failed|unknown)$/),
      ...rate,
    };
  };
  await follow();
  await caller.post(`${path}/resume`); // What failed is sent again, and fails again.
  await follow();
  delete own.hooks.answer;
  await caller.post(`${path}/resume`);
  await follow();
  const { json: done } = await caller.get(path);
  assert.deepEqual(done.progress, { done: 5, total: 5, failed: 1 });
  await first.end("SIGTERM");
  const again = await startConsole(context, own, { ...env, CONSOLE_DATA_DIR: first.dataDir });
  caller = await again.signedIn();
  assert.deepEqual((await caller.get(path)).json.progress, { done: 5, total: 5, failed: 1 });
});

test("a creation runs on when nobody looks, and a second page sees it", async () => {
  const hold = gateOf();
  upstream.hooks.at = (moment, received) =>
    moment === "arrived" && isCreation(received) ? hold.opened : undefined;
  const { json } = await begin(merchant, ["Sozinha"]);
  const page = new AbortController();
  const stream = await merchant.open(
    "GET",
    `/creations/${json.id}/events`,
    {},
    undefined,
    page.signal,
  );
  stream.on("error", () => {}); // It hangs up.
  page.abort();
  hold.open();
  const other = await console.signedIn();
  assert.deepEqual(states(await ended(other, json.id)), ["created"]);
  const listed = (await other.get("/creations")).json;
  assert.equal(listed[0].id, json.id);
});

test("when the API asks for a wait, whoever watches is told, and whoever comes later", async (context) => {
  // Its client makes no other call for so long.
  const waiting = await startConsole(context, upstream);
  const caller = await waiting.signedIn();
  upstream.hooks.answer = (received, response) => {
    if (!isCreation(received)) return false;
    response.writeHead(429, { "retry-after": "50" }).end("{}");
    return true;
  };
  const hold = gateOf();
  upstream.hooks.at = () => hold.opened;
  const { json } = await begin(caller, ["Espera"]);
  for (const watcher of ["from the start", "later"]) {
    for await (const event of caller.events(`/creations/${json.id}/events`)) {
      if (event.type === "snapshot") hold.open();
      if (event.type !== "waiting") continue;
      assert.equal(event.kind, "rate_limit", watcher);
      assert.ok(event.delayMs > 0 && event.delayMs <= 50_000, watcher);
      break;
    }
  }
  await caller.post(`/creations/${json.id}/stop`);
  await caller.post(`/creations/${json.id}/stop`);
  // It was refused, and waited: nothing was made.
  assert.deepEqual(states(await ended(caller, json.id)), ["failed"]);
});

test("who signs out sees no more of a creation", async () => {
  const guest = await console.signedIn();
  const creation = await create(guest, ["Fica"]);
  await guest.delete("/session");
  assert.equal((await guest.get(`/creations/${creation.id}`)).status, 401);
  assert.equal((await guest.post("/session", { password: PASSWORD })).status, 200);
  assert.deepEqual(states((await guest.get(`/creations/${creation.id}`)).json), ["created"]);
});

for (const [how, isSignedInAnew] of /** @type {const} */ ([
  ["signs out", false],
  ["signs in anew", true],
])) {
  test(
    `who watches a creation and ${how} sees no more of it at once, and others do`,
    { timeout: 10_000 },
    async () => {
      const hold = gateOf();
      upstream.hooks.at = (moment, received) =>
        moment === "arrived" && isCreation(received) ? hold.opened : undefined;
      const { json } = await begin(merchant, ["Segredo"]);
      const path = `/creations/${json.id}/events`;
      const guest = await console.signedIn();
      const [events, others] = [guest.events(path), merchant.events(path)];
      for (const watched of [events, others]) {
        assert.equal((await watched.next()).value.type, "snapshot");
      }
      if (isSignedInAnew) await guest.post("/session", { password: PASSWORD });
      else await guest.delete("/session");
      // It may have been told before that the creation was sent, and is not told the end.
      for await (const { type } of events) assert.equal(type, "item");
      hold.open();
      let last;
      for await (const { type } of others) last = type;
      assert.equal(last, "end");
    },
  );
}

for (const limit of [
  { CONSOLE_SESSION_IDLE_MINUTES: "0.05" },
  { CONSOLE_SESSION_HOURS: "0.0008" },
]) {
  test(
    `who watches a creation sees no more of it when the session is over by ${JSON.stringify(limit)}`,
    { timeout: 12_000 },
    async (context) => {
      const own = await serveUpstream(context);
      const brief = await startConsole(context, own, limit);
      const guest = await brief.signedIn();
      const hold = gateOf();
      own.hooks.at = () => hold.opened;
      const { json } = await begin(guest, ["Segredo"]);
      const types = [];
      for await (const { type } of guest.events(`/creations/${json.id}/events`)) types.push(type);
      hold.open();
      assert.equal(types[0], "snapshot");
      assert.ok(!types.includes("end"));
      assert.equal((await guest.get("/session")).json, null);
    },
  );
}
