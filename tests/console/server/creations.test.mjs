// Creations: made on the server, watched from the page, stopped, gone on with, and settled.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { beforeEach } from "node:test";
import { PASSWORD, TOKEN, startConsole } from "./helpers/console.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { begin, create, ended, states } from "./helpers/creations.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

const upstream = await serveUpstream(test);
const console = await startConsole(test, upstream, { CONSOLE_SETTLE_AFTER_SECONDS: "0" });
const merchant = await console.signedIn();

/** @typedef {import("./helpers/upstream.mjs").Received} Received */
const isCreation = (/** @type {Received} */ { method, url }) =>
  method === "POST" && url === "/api/customers";
const nameOf = (/** @type {Received} */ { body }) => JSON.parse(body).name;
const uuidOf = (/** @type {{ uuid?: string }} */ { uuid }) => String(uuid);
const sentNames = () => upstream.received.filter(isCreation).map(nameOf);

beforeEach(() => {
  delete upstream.hooks.at;
  delete upstream.hooks.answer;
  upstream.received.length = 0;
});

/** What a test waits for, and what lets it go on. */
function gateOf() {
  /** @type {() => void} */
  let open = () => {};
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => (open = resolve));
  return { open, opened };
}

/** Has the answers to creations of these names get lost, after they were made or before. */
function losing(/** @type {string[]} */ names, /** @type {"arrived" | "applied"} */ moment) {
  let left = [...names];
  upstream.hooks.at = () => {};
  upstream.hooks.answer = (received, response) => {
    if (!isCreation(received) || !left.includes(nameOf(received))) return false;
    left = left.toSpliced(left.indexOf(nameOf(received)), 1);
    if (moment === "applied") {
      const { method, url: path, body } = received;
      const headers = {
        authorization: String(received.headers.authorization),
        "content-type": "application/json",
        accept: "application/json",
      };
      assert.equal(upstream.sandbox.handle({ method, path, headers, body }).status, 201);
    }
    response.destroy();
    return true;
  };
}

test("names become customers in their order, whose tokens are in the vault and nowhere else", async () => {
  const names = ["Ateliê Jacarandá", "Café Aurora", "Padaria Flor de Minas", "Ótica Nitidez"];
  const { json, status, text } = await begin(merchant, names);
  assert.equal(status, 202);
  assert.equal(json.state, "running");
  const events = [];
  for await (const event of merchant.events(`/creations/${json.id}/events`)) events.push(event);
  const creation = events.at(-1).creation;
  assert.equal(creation.state, "done");
  assert.deepEqual(
    creation.items.map((/** @type {any} */ { name }) => name),
    names,
  );
  assert.deepEqual(new Set(states(creation)), new Set(["created"]));
  assert.deepEqual(creation.progress, { done: 4, total: 4, failed: 0 });
  for (const { uuid, name } of creation.items) {
    const settings = await merchant.get("/api/customers/settings", { "x-console-customer": uuid });
    assert.equal(settings.json.customer.name, name);
  }
  assert.doesNotMatch(text + JSON.stringify(events) + console.output(), TOKEN);
});

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

test("what the API refuses has failed, with its words and without the other items", async () => {
  upstream.hooks.answer = (received, response) => {
    if (!isCreation(received) || nameOf(received) !== "Ruim") return false;
    response
      .writeHead(422)
      .end(JSON.stringify({ message: "Invalid.", errors: { name: ["Taken."] } }));
    return true;
  };
  const creation = await create(merchant, ["Boa", "Ruim", "Outra"]);
  assert.deepEqual(states(creation), ["created", "failed", "created"]);
  assert.equal(creation.state, "done");
  const { failure } = /** @type {any} */ (creation.items[1]);
  assert.equal(failure.kind, "validation");
  assert.equal(failure.outcome, "rejected");
  assert.deepEqual(failure.fieldErrors, { name: ["Taken."] });

  upstream.received.length = 0;
  delete upstream.hooks.answer;
  assert.equal((await merchant.post(`/creations/${creation.id}/resume`)).status, 202);
  assert.deepEqual(states(await ended(merchant, creation.id)), ["created", "created", "created"]);
  assert.deepEqual(sentNames(), ["Ruim"]);
});

test("stopped, it sends nothing more, and what was under way has its answer", async () => {
  const hold = gateOf();
  const arrived = gateOf();
  upstream.hooks.at = (moment, received) => {
    if (moment !== "arrived" || !isCreation(received)) return undefined;
    arrived.open();
    return hold.opened;
  };
  const names = Array.from({ length: 30 }, (_, index) => `Loja ${index}`);
  const { json } = await begin(merchant, names);
  await arrived.opened;
  const stopped = await merchant.post(`/creations/${json.id}/stop`);
  assert.equal(stopped.json.state, "stopping");
  hold.open();
  const creation = await ended(merchant, json.id);
  assert.equal(creation.state, "stopped");
  const sent = sentNames();
  assert.ok(sent.length >= 1 && sent.length < 30);
  for (const { name, state } of creation.items) {
    assert.equal(state, sent.includes(name) ? "created" : "not_sent", name);
  }

  await merchant.post(`/creations/${json.id}/resume`);
  const resumed = await ended(merchant, json.id);
  assert.equal(resumed.state, "done");
  assert.deepEqual(new Set(states(resumed)), new Set(["created"]));
  assert.deepEqual(sentNames().toSorted(), names.toSorted());
});

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
  losing(["Perdida"], "applied");
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
  losing(["Nunca"], "arrived");
  const creation = await create(merchant, ["Nunca"]);
  const path = `/creations/${creation.id}/settle`;
  const { json } = await merchant.post(path, { index: 0, action: "look" });
  assert.deepEqual(json.items[0].candidates, []);
  assert.equal((await merchant.post(path, { index: 0, action: "retry" })).status, 200);
  assert.deepEqual(states(await ended(merchant, creation.id)), ["created"]);
});

test("what a person leaves as it is can be put away, and nothing is deleted", async () => {
  losing(["Deixada"], "applied");
  const creation = await create(merchant, ["Deixada"]);
  const path = `/creations/${creation.id}`;
  const { json } = await merchant.post(`${path}/settle`, { index: 0, action: "dismiss" });
  assert.equal(json.items[0].dismissed, true);
  assert.equal((await merchant.delete(path)).status, 204);
  assert.equal((await customersOf(upstream)).filter(({ name }) => name === "Deixada").length, 1);
});

test("customers of one name are made one after the other, and none is taken for another", async () => {
  losing(["Gêmea", " GÊMEA "], "applied");
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
      losing([name, name], "applied");
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

test("a customer whose answer has an odd field is created: its token came, and is stored", async () => {
  upstream.hooks.answer = (received, response) => {
    if (!isCreation(received)) return false;
    const { method, url: path, body } = received;
    const headers = {
      authorization: String(received.headers.authorization),
      "content-type": "application/json",
      accept: "application/json",
    };
    const { customer } = JSON.parse(upstream.sandbox.handle({ method, path, headers, body }).body);
    response.writeHead(201).end(JSON.stringify({ customer: { ...customer, created_at: null } }));
    return true;
  };
  const creation = await create(merchant, ["Estranha"]);
  assert.deepEqual(states(creation), ["created"]);
  assert.equal((await merchant.get(`/vault/${creation.items[0]?.uuid}`)).json.hasToken, true);
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

test("a request that comes twice begins one creation, at once and later", async () => {
  const id = randomUUID();
  const names = ["Uma vez", "Só uma"];
  const answers = await Promise.all([
    begin(merchant, names, { id }),
    begin(merchant, names, { id: id.toUpperCase() }),
  ]);
  assert.deepEqual(
    answers.map(({ status, json }) => [status, json.id]),
    [
      [202, id],
      [202, id],
    ],
  );
  const creation = await ended(merchant, id);
  const again = await begin(merchant, names, { id });
  assert.deepEqual(again.json, creation);
  assert.deepEqual(sentNames().toSorted(), names.toSorted());
  assert.equal((await begin(merchant, names, { id: "1" })).status, 422);
  assert.equal((await begin(merchant, names, { id: undefined })).status, 422);
});

test("other names under an id that is taken are a conflict: none of them is dropped without a word", async () => {
  const { id } = await create(merchant, ["Primeira", "Segunda"]);
  for (const names of [["Outra", "Segunda"], ["Primeira"], ["Primeira", "Segunda", "Terceira"]]) {
    const { status, json } = await begin(merchant, names, { id });
    assert.equal(status, 409);
    assert.equal(json.error.code, "conflict");
  }
});

test("what cannot be done now is a conflict, and what is not there is not found", async () => {
  const creation = await create(merchant, ["Feita"]);
  const path = `/creations/${creation.id}`;
  assert.equal((await merchant.post(`${path}/stop`)).status, 409);
  assert.equal((await merchant.post(`${path}/settle`, { index: 0, action: "look" })).status, 409);
  assert.equal((await merchant.post(`${path}/settle`, { index: 9, action: "look" })).status, 409);
  assert.equal((await merchant.get("/creations/00000000-0000-4000-8000-000000000000")).status, 404);
});

test("10,000 names are taken and 10,001 are not, nor names that are empty or too long", async () => {
  for (const names of [Array(10_001).fill("x"), [], [""], ["  "], ["x".repeat(256)], "x", [1]]) {
    assert.equal((await begin(merchant, names)).status, 422);
  }
  assert.equal((await begin(merchant, ["x"], { more: 1 })).status, 422);
  const hold = gateOf();
  upstream.hooks.at = (_moment, received) => (isCreation(received) ? hold.opened : undefined);
  const names = Array.from({ length: 10_000 }, (_, index) => `${"é".repeat(250)}${index}`);
  const { status, json } = await begin(merchant, names);
  assert.equal(status, 202);
  assert.equal(json.items.length, 10_000);
  await merchant.post(`/creations/${json.id}/stop`);
  hold.open();
  const stopped = await ended(merchant, json.id);
  assert.equal(stopped.state, "stopped");
  assert.ok(states(stopped).filter((state) => state === "created").length < 10);
  assert.equal((await merchant.delete(`/creations/${json.id}`)).status, 204);
});

test("half of a surrogate pair is no name: SQLite would take it, and no later start could read it", async () => {
  const [customer] = await customersOf(upstream);
  for (const half of ["x\ud800y", "\udc00"]) {
    const creation = await begin(merchant, ["Inteira", half]);
    const update = await merchant.put(`/api/customers/${customer?.uuid}`, { name: half });
    for (const { status, json } of [creation, update]) {
      assert.equal(status, 422);
      assert.equal(json.error.code, "invalid_body");
    }
  }
  assert.deepEqual(upstream.received, []);
});

test("names that differ in marks without a width are made one after the other", async () => {
  let underWay = 0;
  let most = 0;
  upstream.hooks.at = async (moment, received) => {
    if (!isCreation(received)) return;
    underWay += moment === "arrived" ? 1 : -1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
  };
  const names = ["Igual", "Igual\u200b", "\ufeffIgual", "IGUAL\u200e", "Igual\0"];
  assert.deepEqual(new Set(states(await create(merchant, names))), new Set(["created"]));
  assert.equal(most, 1);
});

test("an answer that the database took no word of is not forgotten: the item is looked for", async (context) => {
  const own = await serveUpstream(context);
  const broken = await startConsole(context, own, { CONSOLE_SETTLE_AFTER_SECONDS: "0" });
  const somebody = await broken.signedIn();
  own.hooks.answer = ({ method, url: path, body, headers }, response) => {
    if (method !== "POST") return false;
    const { authorization = "" } = headers;
    const sent = { authorization, "content-type": "application/json", accept: "application/json" };
    own.sandbox.handle({ method, path, headers: sent, body });
    response.destroy();
    return true;
  };
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
    losing([name], "applied");
    const { id } = await create(merchant, [name]);
    upstream.hooks.answer = ({ method, url: path, headers: { authorization = "" } }, response) => {
      const { body } = upstream.sandbox.handle({ method, path, headers: { authorization } });
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

test("every creation is in the audit log, by name and customer", async () => {
  losing(["Sem resposta"], "arrived");
  upstream.hooks.at = undefined;
  const creation = await create(merchant, ["Anotada", "Sem resposta"]);
  const { json } = await merchant.get("/audit?limit=2");
  const entries = json.map((/** @type {any} */ { user, action, uuid, name, outcome }) => ({
    user,
    action,
    uuid,
    name,
    outcome,
  }));
  const entry = { user: "merchant", action: "create" };
  assert.deepEqual(
    entries.toSorted((/** @type {any} */ a, /** @type {any} */ b) => a.name.localeCompare(b.name)),
    [
      { ...entry, uuid: creation.items[0]?.uuid, name: "Anotada", outcome: "applied" },
      { ...entry, uuid: undefined, name: "Sem resposta", outcome: "unknown" },
    ],
  );
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
