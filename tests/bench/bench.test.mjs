// The benchmarks without their rounds: what they compare, and what they write. No time is looked at.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { API_TYPES, apiTypes } from "./api-types.mjs";
import { abilities } from "./abilities.mjs";
import { bench, write } from "./bench.mjs";
import { CASES, LEAST } from "./cases.mjs";
import { CONTESTANTS } from "./clients/index.mjs";
import { section } from "./readme.mjs";
import { compare } from "./rounds.mjs";
import { startServer } from "./served.mjs";
import { TARGETS } from "./targets.mjs";

const { CHROME } = process.env;
if (!CHROME) throw new Error('Run these by "npm test": they need a browser and a built package.');

const CLIENTS = CONTESTANTS.map(({ name }) => name);
const SENDING_BY_FETCH = CLIENTS.filter((name) => name !== "axios, Node's http");

/** @param {import("node:test").TestContext} context */
function folder(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-bench-"));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

for (const { id, prepare } of CASES) {
  test(`all give the same value in ${id}`, async (context) => {
    const dir = folder(context);
    const { url, close } = await startServer(LEAST.customers, dir);
    context.after(close);
    const prepared = await prepare({ url, chrome: CHROME, dir, effort: LEAST, versions: {} });
    context.after(() => prepared.close?.());
    const [first = "", ...others] = prepared.names;
    if (id.startsWith("stub/")) assert.deepEqual(prepared.names, SENDING_BY_FETCH);
    if (id.startsWith("http/")) assert.deepEqual(prepared.names, CLIENTS);
    const expected = await prepared.value(first);
    assert.ok(Object.keys(Object(expected)).length, "something is given");
    for (const name of others) assert.deepEqual(await prepared.value(name), expected, name);
  });
}

test("a run measures every client, and its table and plot have them all", async (context) => {
  const dir = folder(context);
  const options = { rounds: 1, effort: LEAST, chrome: CHROME, version: "1.2.3" };
  const results = await bench(options);
  await write(results, dir);
  const table = readFileSync(join(dir, "table.md"), "utf8");
  const plot = readFileSync(join(dir, "plot.svg"), "utf8");
  const stored = JSON.parse(readFileSync(join(dir, "results.json"), "utf8"));
  const readme = section(stored);
  assert.equal(readme, section(results));
  assert.doesNotMatch(table + plot + readme, /NaN|undefined|Infinity/);
  assert.doesNotMatch(readme, /–/, "a number is missing");
  for (const version of Object.values(results.versions)) assert.ok(table.includes(version));
  for (const { id } of CASES) assert.equal(results.rounds[id], 1, id);
  for (const name of CLIENTS) {
    const rows = table.split("\n").filter((line) => line.startsWith(`| ${name} |`));
    // By itself, over HTTP, and what it sends; cold starts are of the package, not of ways to use it.
    assert.ok(rows.length >= (SENDING_BY_FETCH.includes(name) ? 3 : 2), `${name}: ${rows.length}`);
  }
  for (const { what } of TARGETS) {
    const [row = "", ...others] = table.split("\n").filter((line) => line.includes(`| ${what} |`));
    assert.match(row, /\| (met.*|\*\*missed\*\*) \|$/);
    assert.deepEqual(others, []);
  }
  for (const name of ["reportei-customers", "hand-written", "openapi-fetch", "ky", "axios"]) {
    assert.ok(plot.includes(`>${name}<`), name);
  }
});

test("a client checks, retries and recovers if it is seen to", async () => {
  const seen = new Map((await abilities()).map(({ name, ...able }) => [name, able]));
  const all = { checks: true, retries: true, recovers: true };
  assert.deepEqual(seen.get("reportei-customers"), all);
  assert.deepEqual(seen.get("hand-written"), { ...all, recovers: false });
  assert.deepEqual(seen.get("ky"), { ...all, checks: false, recovers: false });
  assert.deepEqual(seen.get("raw fetch"), { checks: false, retries: false, recovers: false });
});

test("what counts is the median of what the rounds say, each by itself", async () => {
  const times = { base: [1, 10, 100], twice: [2, 20, 900] };
  const counts = { base: 0, twice: 0 };
  const [base, twice] = await compare(["base", "twice"], 3, async (given) => {
    const name = /** @type {keyof typeof times} */ (given);
    return times[name][counts[name]++] ?? NaN;
  });
  assert.deepEqual([base?.ratio, base?.over], [1, 0]);
  assert.deepEqual([twice?.time, twice?.ratio, twice?.over], [20, 2, 10]);
});

test("openapi-fetch has the types that the OpenAPI file gives", async () => {
  assert.equal(readFileSync(API_TYPES, "utf8"), await apiTypes());
});
