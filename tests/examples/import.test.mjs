// The example that creates customers from a CSV file and stores their tokens in an encrypted vault.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { imported } from "../package/helpers/installed.mjs";
import { listeningFor } from "./listening.mjs";
import { exampleModule, folderFor, runScript, startScript } from "./scripts.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");
const { openVault } = await exampleModule("vault.mjs");
const KEY = "5e".repeat(32);

/** @typedef {{ uuid: string, name: string }} Customer */

/**
 * A CSV file of these names, an API, and the import as it is run.
 * @param {import("node:test").TestContext} test
 * @param {string[]} names
 * @param {Parameters<typeof listeningFor>[2]} [listeners]
 */
async function begin(test, names, listeners) {
  const dir = folderFor(test);
  const csv = join(dir, "customers.csv");
  const vaultFile = join(dir, "vault.jsonl");
  writeFileSync(csv, `name\n${names.map((name) => `${name}\n`).join("")}`);
  const served = await listeningFor(test, { customers: 2 }, listeners);
  const { accessToken, fetch } = served.sandbox;
  const reportei = new ReporteiCustomers({ accessToken, fetch });
  const options = { sandbox: served, env: { REPORTEI_VAULT_KEY: KEY } };
  const args = [csv, vaultFile, "--server-limit-seconds", "0"];
  return {
    csv,
    vaultFile,
    journalFile: `${vaultFile}.journal`,
    options,
    sandbox: served.sandbox,
    reportei,
    start: () => startScript("import.mjs", args, options),
    run: (/** @type {string[]} */ ...more) => runScript("import.mjs", [...args, ...more], options),
    /** @type {() => Promise<Customer[]>} */
    created: async () => (await reportei.listAll().toArray({ limit: 1_000 })).slice(2),
    /** @param {object} fault */
    injectCreation: (fault) => served.sandbox.inject({ method: "POST", path: "/customers", fault }),
  };
}

/** @param {Customer[]} customers */
const namesOf = (customers) => customers.map(({ name }) => name).toSorted();

test("each token opens its customer, and is nowhere in the clear", async (context) => {
  const it = await begin(context, ["Ana", "Bia", "Café Aurora"]);
  const { code, stdout, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^3 of 3 customers are in /);
  assert.deepEqual(namesOf(await it.created()), ["Ana", "Bia", "Café Aurora"]);
  const vault = openVault(it.vaultFile, Buffer.from(KEY, "hex"));
  for (const { uuid } of await it.created()) {
    const customerToken = vault.tokenOf(uuid);
    assert.equal((await it.reportei.settings({ customerToken })).uuid, uuid);
    const written = [it.vaultFile, it.journalFile].map((file) => readFileSync(file, "utf8"));
    for (const text of [stdout, stderr, ...written]) assert.ok(!text.includes(customerToken));
  }
});

test("the vault and the journal are readable by their owner alone", async (context) => {
  const it = await begin(context, ["Ana"]);
  writeFileSync(it.journalFile, "", { mode: 0o644 });
  await it.run();
  for (const file of [it.vaultFile, it.journalFile]) {
    assert.equal(statSync(file).mode & 0o777, 0o600);
  }
});

test("a creation is in the journal before the API hears of it", async (context) => {
  let journalled = "";
  const it = await begin(context, ["Ana"], {
    before: ({ method }) => {
      if (method === "POST") journalled = readFileSync(it.journalFile, "utf8");
    },
  });
  await it.run();
  assert.equal(JSON.parse(journalled).name, "Ana");
});

test("a second run creates nothing, whatever the case and white space of the names", async (context) => {
  const it = await begin(context, ["Ana", "Café  Aurora"]);
  await it.run();
  writeFileSync(it.csv, "name\nANA \ncafe\u0301 aurora\n");
  const { code } = await it.run();
  assert.equal(code, 0);
  assert.equal((await it.created()).length, 2);
});

test("a customer whose token did not arrive is deleted and created anew", async (context) => {
  const it = await begin(context, ["Ana"]);
  it.injectCreation({ kind: "lost" });
  const first = await it.run();
  assert.equal(first.code, 1);
  assert.match(first.stderr, /^Ana: network: [^]*Run the same command again\.$/m);
  const [orphan] = await it.created();
  const second = await it.run();
  assert.equal(second.code, 0, second.stderr);
  const [customer, ...more] = await it.created();
  assert.deepEqual(more, []);
  assert.notEqual(customer?.uuid, orphan?.uuid);
});

test("two customers that cannot be told apart are shown, and none is deleted", async (context) => {
  const it = await begin(context, ["Ana", "Bia"]);
  it.injectCreation({ kind: "lost" });
  await it.run();
  const [lost] = (await it.created()).filter(({ name }) => !(name === "Bia"));
  assert.ok(lost, "the answer to the first creation was lost");
  const others = await it.reportei.create({ name: lost.name });
  const stopped = await it.run();
  assert.equal(stopped.code, 1);
  for (const { uuid } of [lost, others]) assert.ok(stopped.stderr.includes(uuid));
  assert.equal((await it.created()).length, 3);

  // A person names the one that is to stay.
  const { code, stderr } = await it.run("--except", others.uuid);
  assert.equal(code, 0, stderr);
  const left = (await it.created()).map(({ uuid }) => uuid);
  assert.ok(left.includes(others.uuid));
  assert.ok(!left.includes(lost.uuid));
  assert.equal(left.length, 3);
});

test("what a person excepted once is kept by later runs", async (context) => {
  const it = await begin(context, ["Ana"]);
  it.injectCreation({ kind: "lost" });
  await it.run();
  const others = await it.reportei.create({ name: "Ana" });
  it.injectCreation({ kind: "lost" });
  await it.run("--except", others.uuid);
  const { code, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  assert.ok((await it.created()).some(({ uuid }) => uuid === others.uuid));
  assert.equal((await it.created()).length, 2);
});

test("after a refusal of the API, nobody's customer of that name is touched", async (context) => {
  const it = await begin(context, ["Ana"]);
  it.injectCreation({ kind: "status", status: 422, envelope: "errors" });
  assert.equal((await it.run()).code, 1);
  const others = await it.reportei.create({ name: "Ana" });
  const { code, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  assert.ok((await it.created()).some(({ uuid }) => uuid === others.uuid));
});

test("a customer whose token is stored is kept, though it was given an unsettled name", async (context) => {
  const it = await begin(context, ["Bia"]);
  await it.run();
  const [bia] = await it.created();
  assert.ok(bia);
  await it.reportei.update(bia.uuid, { name: "Ana" });
  writeFileSync(it.csv, "name\nBia\nAna\n");
  it.injectCreation({ kind: "dropped" });
  assert.equal((await it.run()).code, 1);
  const { code, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  const left = (await it.created()).map(({ uuid }) => uuid);
  assert.deepEqual([left.length, left[0]], [2, bia.uuid]);
});

test("a record that a crash cut off counts as not stored, and spoils no other", async (context) => {
  const it = await begin(context, ["Ana", "Bia"]);
  await it.run();
  truncateSync(it.vaultFile, statSync(it.vaultFile).size - 2);
  // The journal has no word of a record whose storage never ended.
  const [first = ""] = readFileSync(it.vaultFile, "utf8").split("\n");
  const { name } = JSON.parse(first);
  const lines = readFileSync(it.journalFile, "utf8").trimEnd().split("\n");
  const kept = lines.filter((line) => !JSON.parse(line).stored || JSON.parse(line).name === name);
  writeFileSync(it.journalFile, kept.map((line) => `${line}\n`).join(""));
  const { code, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  const vault = openVault(it.vaultFile, Buffer.from(KEY, "hex"));
  const created = await it.created();
  assert.deepEqual(namesOf(created), ["Ana", "Bia"]);
  assert.deepEqual(vault.uuids().toSorted(), created.map(({ uuid }) => uuid).toSorted());
});

test("a last record without its line's end is kept: nobody else has its token", async (context) => {
  const it = await begin(context, ["Ana", "Bia"]);
  await it.run();
  const before = (await it.created()).map(({ uuid }) => uuid);
  for (const file of [it.vaultFile, it.journalFile]) truncateSync(file, statSync(file).size - 1);
  appendFileSync(it.csv, "Caio\n");
  const { code, stderr } = await it.run();
  assert.equal(code, 0, stderr);
  const after = (await it.created()).map(({ uuid }) => uuid);
  assert.deepEqual(after.slice(0, 2), before);
  const vault = openVault(it.vaultFile, Buffer.from(KEY, "hex"));
  assert.deepEqual(vault.uuids().toSorted(), after.toSorted());
});

test("a vault that is gone or from before stops the run: nobody's customer is deleted or doubled", async (context) => {
  const it = await begin(context, ["Ana"]);
  await it.run();
  const fromBefore = readFileSync(it.vaultFile);
  appendFileSync(it.csv, "Bia\n");
  await it.run();
  const created = await it.created();
  for (const [vault, lacks] of /** @type {const} */ ([
    [fromBefore, /\n {2}Bia\n/],
    ["", /\n {2}Ana\n {2}Bia\n/],
  ])) {
    writeFileSync(it.vaultFile, vault);
    const { code, stderr } = await it.run();
    assert.equal(code, 1);
    assert.match(stderr, lacks);
    assert.match(stderr, /Restore .*vault\.jsonl from a back-up/);
  }
  assert.deepEqual(await it.created(), created);
});

test("a file that is named by mistake is left as it is", async (context) => {
  const it = await begin(context, ["Ana"]);
  const mistaken = join(folderFor(context), "mistaken");
  for (const text of ["name\nAna\nBia", "one line", '{"a":1}\nnull\n']) {
    writeFileSync(mistaken, text, { mode: 0o644 });
    const { code, stderr } = await runScript("import.mjs", [it.csv, mistaken], it.options);
    assert.deepEqual([code, /is not a record in JSON/.test(stderr)], [1, true], stderr);
    assert.equal(readFileSync(mistaken, "utf8"), text);
    assert.equal(statSync(mistaken).mode & 0o777, 0o644);
  }
  assert.deepEqual(it.sandbox.journal(), []);
});

test("a CSV file with a byte order mark, CRLF, empty lines and more columns is read, one that is not in UTF-8 refused", async (context) => {
  const it = await begin(context, []);
  writeFileSync(it.csv, '\ufeffcity,name\r\nRecife,"São João, filhos"\r\n\r\nNatal,Ana\r\n');
  assert.equal((await it.run()).code, 0);
  assert.deepEqual(namesOf(await it.created()), ["Ana", "São João, filhos"]);
  const sent = it.sandbox.journal().length;
  // As a spreadsheet in Brazil saves it by default.
  writeFileSync(it.csv, Buffer.from("name\nPadaria São José\n", "latin1"));
  const { code, stderr } = await it.run();
  assert.deepEqual([code, /is not in UTF-8: save it as "CSV UTF-8"/.test(stderr)], [1, true]);
  assert.equal(it.sandbox.journal().length, sent);
});

test("a wrong option is refused, and the journal has no word of it", async (context) => {
  const it = await begin(context, ["Ana"]);
  it.injectCreation({ kind: "lost" });
  await it.run();
  const journal = readFileSync(it.journalFile, "utf8");
  for (const option of [
    ["--except", "Ana"],
    ["--except", ""],
    ["--server-limit-seconds", "1e10"],
    ["--server-limit-seconds", ""],
    ["--server-limit-seconds", "soon"],
  ]) {
    const { code, stderr } = await it.run(...option);
    assert.deepEqual([code, /^Usage: /m.test(stderr)], [2, true], `${option}: ${stderr}`);
  }
  assert.equal(readFileSync(it.journalFile, "utf8"), journal);
});

test("a vault of another key, a record of another's and a damaged line stop the run before anything is sent", async (context) => {
  const it = await begin(context, ["Ana", "Bia"]);
  await it.run();
  const sent = it.sandbox.journal().length;
  const intact = readFileSync(it.vaultFile, "utf8");
  const [one = "", other = ""] = intact.split("\n");
  const [uuid, otherUuid] = [one, other].map((line) => JSON.parse(line).uuid);
  const swapped = `${one.replace(uuid, otherUuid)}\n`;
  const first = JSON.parse(one);
  const otherKey = openVault(
    join(folderFor(context), "other"),
    Buffer.from("6f".repeat(32), "hex"),
  );
  assert.equal(otherKey.tokenOf(first.uuid), undefined);
  for (const [text, says] of /** @type {const} */ ([
    [swapped, /was changed/],
    [`${intact}not JSON\n`, /line 3 is not a record in JSON/],
    [`${one.replace(/"name":"[^"]*",/, "")}\n`, /has no name/],
  ])) {
    writeFileSync(it.vaultFile, text);
    const { code, stderr } = await it.run();
    assert.deepEqual([code, says.test(stderr)], [1, true], stderr);
  }
  writeFileSync(it.vaultFile, intact);
  appendFileSync(it.csv, "Caio\n");
  const env = { REPORTEI_VAULT_KEY: "6f".repeat(32) };
  const sandbox = { apiUrl: "http://127.0.0.1:9", accessToken: "any" };
  const { code, stderr } = await runScript("import.mjs", [it.csv, it.vaultFile], { env, sandbox });
  assert.deepEqual([code, /another key/.test(stderr)], [1, true], stderr);
  assert.equal(it.sandbox.journal().length, sent);
});

test("two runs at once are refused, and a killed run holds nobody up", async (context) => {
  /** @type {() => void} */
  let sent = () => {};
  const isSent = new Promise((resolve) => (sent = () => resolve(undefined)));
  const it = await begin(context, ["Ana"], { after: () => sent() });
  it.injectCreation({ kind: "headers_stalled" });
  const running = it.start();
  await isSent;
  const { code, stderr } = await it.run();
  assert.deepEqual([code, /is in use/.test(stderr)], [1, true], stderr);
  running.child.kill("SIGKILL");
  await running.ended;
  assert.equal((await it.run()).code, 0);
  assert.equal((await it.created()).length, 1);
});

test("it says what is wrong with its arguments, its environment and the file", async (context) => {
  const it = await begin(context, ["Ana", "ana"]);
  const twice = await it.run();
  assert.deepEqual([twice.code, /has "ana" twice/.test(twice.stderr)], [1, true]);
  writeFileSync(it.csv, "title\nAna\n");
  assert.match((await it.run()).stderr, /has no column "name"/);
  writeFileSync(it.csv, "name,city\n ,Recife\n");
  assert.match((await it.run()).stderr, /customer 1 has no name/);
  const usage = await it.run("--what");
  assert.deepEqual([usage.code, /^Usage: node import\.mjs/m.test(usage.stderr)], [2, true]);
  assert.match((await runScript("import.mjs", ["a", "b"])).stderr, /Set REPORTEI_ACCESS_TOKEN/);
  const env = { REPORTEI_ACCESS_TOKEN: "any", REPORTEI_VAULT_KEY: "short" };
  assert.match(
    (await runScript("import.mjs", ["a", "b"], { env })).stderr,
    /Set REPORTEI_VAULT_KEY/,
  );
  const help = await runScript("import.mjs", ["--help"]);
  assert.deepEqual([help.code, help.stdout.startsWith("Usage: ")], [0, true]);
  assert.deepEqual(it.sandbox.journal(), []);
});
