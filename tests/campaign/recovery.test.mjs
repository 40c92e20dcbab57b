// The README's recipe for creations whose answers are lost: in one process, and in some that are killed.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { imported } from "../package/helpers/installed.mjs";
import { recipeIn } from "./recipe.mjs";
import { recover } from "./recovery.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");
const { ReporteiSandbox } = await imported("reportei-customers/sandbox");

/** @param {import("node:test").TestContext} context */
async function begin(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-recipe-"));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  const { createEach } = await import(recipeIn(dir));
  const sandbox = new ReporteiSandbox({ customers: 3 });
  const { accessToken, fetch } = sandbox;
  const client = () => new ReporteiCustomers({ accessToken, fetch, timeoutMs: 50, maxRetries: 0 });
  const file = join(dir, "created.jsonl");
  /** @param {string[]} names */
  const run = (names) => createEach(client(), names, file, 250);
  const inject = (/** @type {object} */ fault) =>
    sandbox.inject({ method: "POST", path: "/customers", fault });
  const there = async () => (await client().listAll().toArray({ limit: 100 })).slice(3);
  const stored = () =>
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1, -1)
      .map((line) => JSON.parse(line));
  return { client, run, inject, there, stored };
}

test("a creation that comes late is not made twice, and has its token in the end", async (context) => {
  const { run, inject, there, stored } = await begin(context);
  const names = ["Ana", " Caf\u00e9\u00a0"];
  inject({ kind: "late", ms: 150 });
  inject({ kind: "lost" });
  const left = await run(names);
  assert.deepEqual(
    left.map((/** @type {any} */ { reason }) => reason.outcome),
    ["unknown", "unknown"],
  );
  assert.deepEqual(await run(names), []);
  await wait(200); // Whatever is late still would double somebody.
  const customers = await there();
  assert.deepEqual(customers.map((/** @type {any} */ { name }) => name).toSorted(), [
    "Ana",
    "Caf\u00e9",
  ]);
  assert.deepEqual(
    stored().map(({ uuid }) => uuid),
    customers.map((/** @type {any} */ { uuid }) => uuid),
  );
});

test("where more than one candidate is left it deletes none, and reports them", async (context) => {
  const { client, run, inject, there } = await begin(context);
  inject({ kind: "lost" });
  await run(["Ana"]);
  await client().create({ name: "ana" });
  const [{ name, found }, ...more] = await run(["Ana", "Bia"]);
  assert.deepEqual([name, found.length, more], ["Ana", 2, []]);
  assert.equal((await there()).length, 3);
});

test("after kills and late creations nobody is doubled, and every token is stored", async () => {
  const verdicts = await recover({ kills: 12, seed: 1 });
  const zero = { doubled: 0, missing: 0, withoutToken: 0, othersGone: 0, storedGone: 0 };
  assert.deepEqual(verdicts, { kills: verdicts.kills, ...zero });
  assert.ok(verdicts.kills >= 12);
});
