// The example that exports all customers, interrupted too.
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { imported } from "../package/helpers/installed.mjs";
import { listeningFor } from "./listening.mjs";
import { folderFor, runScript, scriptsDir, startScript } from "./scripts.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");
const csvParse = join(scriptsDir, "node_modules/csv-parse/lib/sync.js");
const { parse } = await import(pathToFileURL(csvParse).href);
const CUSTOMERS = 850;

/**
 * @param {import("node:test").TestContext} test
 * @param {object} options Of the sandbox.
 * @param {Parameters<typeof listeningFor>[2]} [listeners]
 */
async function begin(test, options, listeners) {
  const dir = folderFor(test);
  const served = await listeningFor(test, options, listeners);
  const { accessToken, fetch } = served.sandbox;
  return {
    dir,
    served,
    sandbox: served.sandbox,
    reportei: new ReporteiCustomers({ accessToken, fetch }),
    /** @type {(file: string, ...more: string[]) => ReturnType<typeof runScript>} */
    run: (file, ...more) =>
      runScript("export.mjs", [join(dir, file), ...more], { sandbox: served }),
  };
}

/** @param {string} file @returns {{ uuid: string, name: string }[]} */
const linesOf = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** @param {{ uuid: string }[]} customers */
const ids = (customers) => customers.map(({ uuid }) => uuid);

/** @param {string} path */
const pageOf = (path) => Number(new URL(path, "http://localhost").searchParams.get("page") ?? 1);

/**
 * An export that is killed when the API hears of a page, and then is run again.
 * @param {import("node:test").TestContext} test
 * @param {number} killPage
 */
async function killedAt(test, killPage) {
  /** @type {(page: number) => void} */
  let heard = () => {};
  const it = await begin(
    test,
    { customers: CUSTOMERS },
    { before: ({ path }) => heard(pageOf(path)) },
  );
  const file = join(it.dir, "customers.jsonl");
  writeFileSync(file, "of an earlier day\n");
  const { child, ended } = startScript("export.mjs", [file], { sandbox: it.served });
  heard = (page) => page === killPage && child.kill("SIGKILL");
  assert.equal((await ended).code, null);
  assert.equal(readFileSync(file, "utf8"), "of an earlier day\n");
  /** @type {number[]} */
  const pages = [];
  heard = (page) => pages.push(page);
  const listen = (/** @type {typeof heard} */ listener) => (heard = listener);
  const goOn = async () => {
    const { code, stderr } = await it.run("customers.jsonl");
    assert.equal(code, 0, stderr);
    return linesOf(file);
  };
  return { ...it, file, pages, listen, goOn };
}

test("a CSV file has each customer, and starts no formula in a spreadsheet", async (context) => {
  const names = ["=1+1", "+1", "-1", "@SUM(A1)", 'Plain, "quoted"', "Two\nlines", "\u2212 é"];
  const data = names.map((name) => ({ name, is_paying: true }));
  const it = await begin(context, { data });
  const { code, stdout, stderr } = await it.run("customers.csv");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^7 customers in /);
  const file = join(it.dir, "customers.csv");
  const rows = parse(readFileSync(file), { columns: true });
  const written = rows.map((/** @type {{ name: string }} */ { name }) => name);
  assert.deepEqual(written.slice(0, 4), ["'=1+1", "'+1", "'-1", "'@SUM(A1)"]);
  assert.deepEqual(written.slice(4), names.slice(4));
  assert.deepEqual(
    Object.keys(rows[0]).join(),
    "uuid,name,created_at,updated_at,trial_ends_at,is_paying,merchant",
  );
  assert.equal(rows[0].is_paying, "true");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(it.dir), ["customers.csv"]);
});

test("a name that begins with a tab or a carriage return starts no formula either", async (context) => {
  const it = await begin(context, { customers: 2 });
  const { data, meta } = await it.reportei.list({ per_page: 100 });
  // The sandbox trims names, so these come as pages of an earlier run.
  const [one, other] = data;
  const changed = [
    { ...one, name: "\t=1" },
    { ...other, name: "\r=1" },
  ];
  const page = JSON.stringify({ data: changed, meta });
  writeFileSync(join(it.dir, "customers.csv.part"), `${page}\n`);
  await it.run("customers.csv");
  const rows = parse(readFileSync(join(it.dir, "customers.csv")), { columns: true });
  const written = rows.map((/** @type {{ name: string }} */ { name }) => name);
  assert.deepEqual(written, ["'\t=1", "'\r=1"]);
});

test("a JSON Lines file has each customer as the API sent it", async (context) => {
  const it = await begin(context, { customers: 230 });
  const { code, stderr } = await it.run("customers.jsonl");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /page 3 of 3, 230 customers/);
  assert.deepEqual(
    linesOf(join(it.dir, "customers.jsonl")),
    await it.reportei.listAll().toArray({ limit: 1_000 }),
  );
});

for (const killPage of [2, 5, 9]) {
  test(`killed at page ${killPage}, it goes on behind the pages it has`, async (context) => {
    const it = await killedAt(context, killPage);
    const customers = await it.goOn();
    assert.deepEqual(ids(customers), ids(await it.reportei.listAll().toArray({ limit: 1_000 })));
    const lastPage = Math.ceil(CUSTOMERS / 100);
    assert.deepEqual(
      it.pages,
      Array.from({ length: lastPage }, (_, index) => index + 1).slice(it.pages[0] - 1),
    );
    if (killPage > 4) assert.ok(it.pages[0] > 1);
    assert.deepEqual(readdirSync(it.dir), ["customers.jsonl"]);
  });
}

test("where rows moved meanwhile it reads all anew, and leaves nobody out", async (context) => {
  const it = await killedAt(context, 6);
  const { data } = await it.reportei.list({ page: 2, per_page: 10 });
  await it.reportei.delete(data[0].uuid);
  await it.reportei.create({ name: "New" }); // The total is what it was.
  const customers = await it.goOn();
  assert.deepEqual(ids(customers), ids(await it.reportei.listAll().toArray({ limit: 1_000 })));
});

test("customers that came meanwhile are in it, and nobody twice", async (context) => {
  const it = await killedAt(context, 6);
  await it.reportei.create({ name: "New" });
  const customers = await it.goOn();
  assert.equal(customers.at(-1)?.name, "New");
  assert.equal(new Set(ids(customers)).size, CUSTOMERS + 1);
});

test("a customer deleted while it goes on makes it read all anew", async (context) => {
  const it = await killedAt(context, 4);
  const { data } = await it.reportei.list({ page: 2, per_page: 10 });
  const [{ uuid }] = data;
  let first = 0;
  it.listen((page) => {
    first ||= page;
    // The page that is compared is the same still; the rows of the next have moved.
    if (page !== first + 1) return;
    const headers = { authorization: `Bearer ${it.sandbox.accessToken}` };
    it.sandbox.handle({ method: "DELETE", path: `/api/customers/${uuid}`, headers });
  });
  const customers = await it.goOn();
  assert.ok(first > 1);
  assert.deepEqual(ids(customers), ids(await it.reportei.listAll().toArray({ limit: 1_000 })));
});

test("rows that come in another order while it goes on make it read all anew", async (context) => {
  const it = await killedAt(context, 4);
  let first = 0;
  it.listen((page) => {
    first ||= page;
    const fault = { kind: "unstable_order", rows: CUSTOMERS };
    if (page !== first + 1) return;
    it.sandbox.inject({ method: "GET", fault });
    it.listen(() => {});
  });
  const customers = await it.goOn();
  const all = await it.reportei.listAll().toArray({ limit: 1_000 });
  assert.deepEqual(ids(customers).toSorted(), ids(all).toSorted());
});

test("an export that cannot be written leaves the earlier one as it is", async (context) => {
  const it = await begin(context, { customers: 3 });
  const file = join(it.dir, "customers.jsonl");
  writeFileSync(file, "of an earlier day\n");
  const inTheWay = `${file}.tmp`;
  mkdirSync(inTheWay);
  const { code, stderr } = await it.run("customers.jsonl");
  assert.deepEqual([code, stderr.includes(inTheWay)], [1, true], stderr);
  assert.equal(readFileSync(file, "utf8"), "of an earlier day\n");
  rmdirSync(inTheWay);
  await it.run("customers.jsonl");
  assert.equal(linesOf(file).length, 3);
});

test("--fresh forgets the pages of an earlier run, and another merchant's are refused", async (context) => {
  const it = await killedAt(context, 6);
  const part = `${it.file}.part`;
  assert.ok(existsSync(part));
  const merchant = readFileSync(part, "utf8").replaceAll(/"merchant":"[^"]*"/g, '"merchant":"B"');
  writeFileSync(part, merchant);
  const refused = await it.run("customers.jsonl");
  assert.deepEqual([refused.code, /another merchant's/.test(refused.stderr)], [1, true]);
  const { code } = await it.run("customers.jsonl", "--fresh");
  assert.equal(code, 0);
  assert.ok(linesOf(it.file).every((/** @type {any} */ one) => one.merchant !== "B"));
});

test("it says what is wrong with its arguments, and what failed, by its exit code", async (context) => {
  const it = await begin(context, { customers: 1 });
  for (const args of [["customers.txt"], ["customers.csv", "--what"]]) {
    const { code, stderr } = await it.run(args[0] ?? "", ...args.slice(1));
    assert.deepEqual([code, /^Usage: node export\.mjs/m.test(stderr)], [2, true], stderr);
  }
  const wrong = { apiUrl: it.served.apiUrl, accessToken: "wrong-access-token" };
  const { code, stderr } = await runScript("export.mjs", [join(it.dir, "a.csv")], {
    sandbox: wrong,
  });
  assert.deepEqual([code, /^authentication: /m.test(stderr)], [1, true], stderr);
  assert.ok(!stderr.includes("wrong-access-token"));
});
