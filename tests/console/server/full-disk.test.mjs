// The disk is full when the token of a new customer is to be stored.
import assert from "node:assert/strict";
import test from "node:test";
import { startConsole } from "./helpers/console.mjs";
import { create, ended, states } from "./helpers/creations.mjs";
import { changeDatabase } from "./helpers/database.mjs";
import { failingDatabase } from "./helpers/sqlite.mjs";
import { customersOf, serveUpstream } from "./helpers/upstream.mjs";

const NAME = "Sem disco";

/**
 * A console whose database may not grow, and needs to for each token.
 * @param {import("node:test").TestContext} context
 */
async function fullConsole(context) {
  const upstream = await serveUpstream(context);
  const env = { CONSOLE_VAULT_KEY: Buffer.alloc(32).toString("base64") };
  const { dataDir, end } = await startConsole(context, upstream, env);
  await end("SIGTERM");
  await changeDatabase(dataDir, "CREATE TABLE filler (bytes BLOB)");
  await changeDatabase(
    dataDir,
    "CREATE TRIGGER grow AFTER INSERT ON vault BEGIN INSERT INTO filler VALUES (zeroblob(8192)); END",
  );
  const again = { ...env, CONSOLE_DATA_DIR: dataDir };
  const full = await startConsole(context, upstream, {
    ...again,
    ...failingDatabase({ TEST_FULL_DISK: "1" }),
  });
  const made = async () => (await customersOf(upstream)).filter(({ name }) => name === NAME);
  return { upstream, full, env: again, made };
}

test("a customer whose token cannot be stored is deleted again, and can be created later", async (context) => {
  const { upstream, full, env, made } = await fullConsole(context);
  const creation = await create(await full.signedIn(), [NAME]);
  assert.deepEqual(states(creation), ["failed"]);
  assert.equal(creation.items[0]?.failure.kind, "token_not_stored");
  assert.deepEqual(await made(), []);
  await full.end("SIGTERM");

  const roomy = await startConsole(context, upstream, env);
  const merchant = await roomy.signedIn();
  await merchant.post(`/creations/${creation.id}/resume`);
  const { items } = await ended(merchant, creation.id);
  assert.deepEqual(
    (await made()).map(({ uuid }) => uuid),
    [items[0]?.uuid],
  );
  assert.equal((await merchant.get(`/vault/${items[0]?.uuid}`)).json.hasToken, true);
});

test("where it cannot be deleted either, it is shown by its name, after a restart too", async (context) => {
  const { upstream, full, env, made } = await fullConsole(context);
  upstream.hooks.answer = ({ method }, response) =>
    method === "DELETE" && Boolean(response.writeHead(403).end("{}"));
  const creation = await create(await full.signedIn(), [NAME]);
  delete upstream.hooks.answer;
  assert.deepEqual(states(creation), ["unknown"]);
  const [customer, ...more] = await made();
  assert.deepEqual(more, []);
  await full.end("SIGKILL");

  const roomy = await startConsole(context, upstream, env);
  const merchant = await roomy.signedIn();
  const path = `/creations/${creation.id}`;
  const [item] = (await merchant.get(path)).json.items;
  const [candidate] = item.candidates;
  assert.deepEqual([item.name, candidate.name, candidate.uuid], [NAME, NAME, customer?.uuid]);
  await merchant.post(`${path}/settle`, { index: 0, action: "retry", uuid: candidate.uuid });
  const { items } = await ended(merchant, creation.id);
  assert.deepEqual(
    (await made()).map(({ uuid }) => uuid),
    [items[0]?.uuid],
  );
  assert.equal((await merchant.get(`/vault/${items[0]?.uuid}`)).json.hasToken, true);
});
