// Creations without an answer: each is looked for, shown, and settled by a person.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { startConsole } from "./helpers/console.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import {
  begin,
  create,
  ended,
  gateOf,
  isCreation,
  losing,
  nameOf,
  states,
} from "./helpers/creations.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream, { CONSOLE_SETTLE_AFTER_SECONDS: "0" });
const merchant = await console.signedIn();

const uuidOf = (/** @type {{ uuid?: string }} */ { uuid }) => String(uuid);

beforeEach(() => upstream.reset());

test("stopped twice, it gives up what is under way, and says that nobody knows", async () => {
  const arrived = gateOf();
  const hold = gateOf();
  upstream.hooks.at = (moment, received) => {
    if (moment !== "applied" || !isCreation(received)) return undefined;
    arrived.open();
    return hold.opened;
  };
  const { json } = await begin(merchant, ["Pendente"]);
  await arrived.opened;
  await merchant.post(`/creations/${json.id}/stop`);
  await merchant.post(`/creations/${json.id}/stop`);
  const creation = await ended(merchant, json.id);
  hold.open();
  assert.deepEqual(states(creation), ["unknown"]);
  assert.equal(creation.items[0]?.failure.kind, "aborted");
  await merchant.post(`/creations/${json.id}/settle`, { index: 0, action: "look" });
  const [item] = (await merchant.get(`/creations/${json.id}`)).json.items;
  assert.deepEqual(
    item.candidates.map((/** @type {any} */ { name }) => name),
    ["Pendente"],
  );
});

test("an answer that is lost leaves a candidate, which is deleted and created anew when a person says so", async () => {
  upstream.hooks.answer = losing(upstream, ["Perdida"], "applied");
  const creation = await create(merchant, ["Perdida", "Normal"]);
  assert.deepEqual(states(creation), ["unknown", "created"]);
  const path = `/creations/${creation.id}`;
  const looked = await merchant.post(`${path}/settle`, { index: 0, action: "look" });
  assert.equal(looked.status, 200);
  const [candidate, ...more] = looked.json.items[0].candidates;
  assert.equal(candidate.name, "Perdida");
  assert.deepEqual(more, []);
  // It is shown, and not deleted.
  assert.equal((await merchant.get(`/api/customers/${candidate.uuid}`)).status, 200);
  assert.equal((await merchant.delete(path)).status, 409);

  const foreign = (await customersOf(upstream))[0]?.uuid;
  const wrong = await merchant.post(`${path}/settle`, { index: 0, action: "retry", uuid: foreign });
  assert.equal(wrong.status, 422);
  assert.equal((await merchant.get(`/api/customers/${foreign}`)).status, 200);
  assert.equal((await merchant.get(path)).json.state, "done");

  const retry = { index: 0, action: "retry", uuid: candidate.uuid };
  const answers = await Promise.all([
    merchant.post(`${path}/settle`, retry),
    merchant.post(`${path}/settle`, retry),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
  assert.deepEqual(states(await ended(merchant, creation.id)), ["created", "created"]);
  const now = (await customersOf(upstream)).filter(({ name }) => name === "Perdida");
  assert.equal(now.length, 1);
  assert.notEqual(now[0]?.uuid, candidate.uuid);
  assert.equal((await merchant.get(`/vault/${now[0]?.uuid}`)).json.hasToken, true);
  assert.equal((await merchant.delete(path)).status, 204);
  assert.equal((await merchant.get(path)).status, 404);
});

test("an answer that is lost before anything was made leaves nothing, and that is said", async () => {
  upstream.hooks.answer = losing(upstream, ["Nunca"], "arrived");
  const creation = await create(merchant, ["Nunca"]);
  const path = `/creations/${creation.id}/settle`;
  const { json } = await merchant.post(path, { index: 0, action: "look" });
  assert.deepEqual(json.items[0].candidates, []);
  assert.equal((await merchant.post(path, { index: 0, action: "retry" })).status, 200);
  assert.deepEqual(states(await ended(merchant, creation.id)), ["created"]);
});

test("what a person leaves as it is can be put away, and nothing is deleted", async () => {
  upstream.hooks.answer = losing(upstream, ["Deixada"], "applied");
  const creation = await create(merchant, ["Deixada"]);
  const path = `/creations/${creation.id}`;
  const { json } = await merchant.post(`${path}/settle`, { index: 0, action: "dismiss" });
  assert.equal(json.items[0].dismissed, true);
  assert.equal((await merchant.delete(path)).status, 204);
  assert.equal((await customersOf(upstream)).filter(({ name }) => name === "Deixada").length, 1);
});

test("customers of one name are made one after the other, and none is taken for another", async () => {
  upstream.hooks.answer = losing(upstream, ["Gêmea", " GÊMEA "], "applied");
  let underWay = 0;
  let most = 0;
  upstream.hooks.at = (moment, received) => {
    if (!isCreation(received) || !/g[êÊ]mea/i.test(nameOf(received))) return;
    underWay += moment === "arrived" ? 1 : -1;
    most = Math.max(most, underWay);
  };
  // What is answered in the sandbox's place never comes to be applied there.
  const lost = upstream.hooks.answer;
  upstream.hooks.answer = (received, response) => {
    const isLost = lost?.(received, response) ?? false;
    if (isLost) underWay -= 1;
    return isLost;
  };
  const creation = await create(merchant, ["Gêmea", "gêmea", " GÊMEA ", "Gêmea", "Diferente"]);
  assert.equal(most, 1);
  assert.deepEqual(states(creation), ["unknown", "created", "unknown", "created", "created"]);
  const path = `/creations/${creation.id}/settle`;
  await merchant.post(path, { index: 0, action: "look" });
  const { json } = await merchant.post(path, { index: 2, action: "look" });
  const stored = json.items.flatMap((/** @type {any} */ { uuid }) => (uuid ? [uuid] : []));
  const all = (await customersOf(upstream)).filter(({ name }) => /g[êÊ]mea|diferente/i.test(name));
  const orphans = all.map(({ uuid }) => uuid).filter((uuid) => !stored.includes(uuid));
  assert.deepEqual([stored.length, orphans.length], [3, 2]);
  // Nobody knows which of the two is whose.
  for (const index of [0, 2]) {
    const shown = json.items[index].candidates.map((/** @type {any} */ { uuid }) => uuid);
    assert.deepEqual(shown.toSorted(), orphans.toSorted());
  }
});

for (const [first, second] of [
  [0, 1],
  [1, 0],
]) {
  test(
    `of two lost customers of one name, none is left when item ${first} is settled before the other`,
    { timeout: 30_000 },
    async () => {
      const name = `Dupla ${first}`;
      upstream.hooks.answer = losing(upstream, [name, name], "applied");
      const { id } = await create(merchant, [name, name]);
      const path = `/creations/${id}`;
      const settle = (/** @type {object} */ what) => merchant.post(`${path}/settle`, what);
      const lost = (await customersOf(upstream)).filter((customer) => customer.name === name);
      for (const index of [first, second]) {
        const { json } = await settle({ index, action: "look" });
        const shown = json.items[Number(index)].candidates;
        assert.deepEqual(shown.map(uuidOf).toSorted(), lost.map(uuidOf).toSorted());
      }
      const [chosen, other] = lost.map(uuidOf);
      assert.equal((await settle({ index: first, action: "retry", uuid: chosen })).status, 200);
      await ended(merchant, id);
      // What the other one showed may be gone: it is looked for again.
      const stale = await settle({ index: second, action: "retry", uuid: chosen });
      assert.ok(stale.status === 409 || stale.status === 422, String(stale.status));
      /** @type {any[]} */
      let shown = [];
      while (shown.length === 0) {
        shown = (await merchant.get(path)).json.items[Number(second)].candidates ?? [];
      }
      assert.deepEqual(shown.map(uuidOf), [other]);
      assert.equal((await settle({ index: second, action: "retry", uuid: other })).status, 200);
      const { items } = await ended(merchant, id);
      const made = (await customersOf(upstream)).filter((customer) => customer.name === name);
      assert.deepEqual(made.map(uuidOf).toSorted(), items.map(uuidOf).toSorted());
    },
  );
}

test("an answer that the database took no word of is not forgotten: the item is looked for", async (context) => {
  const own = await serveUpstream(context);
  const broken = await startConsole(context, own, { CONSOLE_SETTLE_AFTER_SECONDS: "0" });
  const somebody = await broken.signedIn();
  own.hooks.answer = losing(own, ["Sem palavra"], "applied");
  await changeDatabase(
    broken.dataDir,
    `CREATE TRIGGER full BEFORE UPDATE ON creation_items WHEN NEW.failure IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
  );
  const creation = await create(somebody, ["Sem palavra"]);
  assert.deepEqual(states(creation), ["unknown"]);
  await broken.printed(/item 0: 1 customers may be it/);
  const path = `/creations/${creation.id}`;
  assert.equal((await somebody.delete(path)).status, 409);
  const { items } = (await somebody.get(path)).json;
  const made = (await customersOf(own)).find(({ name }) => name === "Sem palavra");
  assert.equal(items[0].candidates[0].uuid, made?.uuid);
});

for (const isRestarted of [false, true]) {
  test(
    `who looks early sees more later${isRestarted ? ", after a restart too" : ""}: another's customer of the name hides none that still comes`,
    { timeout: 30_000 },
    async (context) => {
      const own = await serveUpstream(context);
      const env = {
        CONSOLE_SETTLE_AFTER_SECONDS: "3",
        CONSOLE_VAULT_KEY: Buffer.alloc(32).toString("base64"),
      };
      let patient = await startConsole(context, own, env);
      let somebody = await patient.signedIn();
      const make = () =>
        own.sandbox.fetch("https://sandbox.test/api/customers", {
          method: "POST",
          headers: {
            authorization: `Bearer ${own.sandbox.accessToken}`,
            "content-type": "application/json",
          },
          body: JSON.stringify({ name: "Xará" }),
        });
      own.hooks.answer = ({ method }, response) => method === "POST" && Boolean(response.destroy());
      const { id } = await create(somebody, ["Xará"]);
      await make();
      const look = { index: 0, action: "look" };
      const early = await somebody.post(`/creations/${id}/settle`, look);
      assert.equal(early.json.items[0].candidates.length, 1);
      await make(); // The API does late what it was sent.
      if (isRestarted) {
        await patient.end("SIGKILL");
        patient = await startConsole(context, own, { ...env, CONSOLE_DATA_DIR: patient.dataDir });
        somebody = await patient.signedIn();
      }
      await patient.printed(/item 0: 2 customers may be it/);
      const { items } = (await somebody.get(`/creations/${id}`)).json;
      assert.equal(items[0].candidates.length, 2);
    },
  );
}

for (const [seconds, isFound] of /** @type {const} */ ([
  [-59, true],
  [-62, false],
  [24 * 60 * 60, true],
])) {
  test(`with the API's clock ${seconds} s off, a lost customer is ${isFound ? "" : "not "}found`, async () => {
    const name = `Relógio ${seconds}`;
    upstream.hooks.answer = losing(upstream, [name], "applied");
    const { id } = await create(merchant, [name]);
    upstream.hooks.answer = (received, response) => {
      const { body } = upstream.apply(received);
      const shifted = (
        /** @type {string} */ _all,
        /** @type {string} */ day,
        /** @type {string} */ time,
      ) =>
        new Date(Date.parse(`${day}T${time}Z`) + seconds * 1_000)
          .toISOString()
          .replace(/(.+)T(.+)\..*/, '"created_at":"$1 $2"');
      response.end(body.replace(/"created_at":"(\S+) ([^"]+)"/g, shifted));
      return true;
    };
    const look = { index: 0, action: "look" };
    const { json } = await merchant.post(`/creations/${id}/settle`, look);
    const names = json.items[0].candidates.map((/** @type {any} */ candidate) => candidate.name);
    assert.deepEqual(names, isFound ? [name] : []);
  });
}

test("of many items without an answer each is looked for, and the log has no other word of it", async (context) => {
  const own = await serveUpstream(context);
  const patient = await startConsole(context, own, { CONSOLE_SETTLE_AFTER_SECONDS: "600" });
  own.hooks.answer = (_received, response) => Boolean(response.destroy());
  const names = Array.from({ length: 12 }, (_, index) => `Perdida ${index}`);
  const creation = await create(await patient.signedIn(), names);
  assert.deepEqual(new Set(states(creation)), new Set(["unknown"]));
  await patient.end("SIGTERM");
  assert.doesNotMatch(patient.output(), /Warning/);
});
