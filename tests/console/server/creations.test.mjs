// Creations: customers are made on the server from a list of names, in order, stopped and gone on with.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { beforeEach } from "node:test";
import { TOKEN, startConsole } from "./helpers/console.mjs";
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
const console = await startConsole(test, upstream);
const merchant = await console.signedIn();

const sentNames = () => upstream.received.filter(isCreation).map(nameOf);

beforeEach(() => upstream.reset());

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

test("a customer whose answer has an odd field is created: its token came, and is stored", async () => {
  upstream.hooks.answer = (received, response) => {
    if (!isCreation(received)) return false;
    const { customer } = JSON.parse(upstream.apply(received).body);
    response.writeHead(201).end(JSON.stringify({ customer: { ...customer, created_at: null } }));
    return true;
  };
  const creation = await create(merchant, ["Estranha"]);
  assert.deepEqual(states(creation), ["created"]);
  assert.equal((await merchant.get(`/vault/${creation.items[0]?.uuid}`)).json.hasToken, true);
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

test("every creation is in the audit log, by name and customer", async () => {
  upstream.hooks.answer = losing(upstream, ["Sem resposta"], "arrived");
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
