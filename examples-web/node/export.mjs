// Writes all customers to a CSV or JSON Lines file, as the name of the file says:
//
//   REPORTEI_ACCESS_TOKEN=… node export.mjs customers.csv
//
// The pages that came are kept in `customers.csv.part`. After an interruption the same command goes on
// behind them; `--fresh` begins anew. The file itself appears when all is there, under its name by one
// renaming, so nobody reads half an export. Exit codes: 0 written, 1 failed, 2 a wrong argument.
//
// What it guarantees: no customer is twice in the file, and each that was there from the beginning to
// the end is in it. Pages are offsets, so this holds after an interruption only where no row moved: the
// last page that came is read again, and where it is another one now, or the API's total went down, all
// is read anew. Rows are as they were when their page came. A deletion and a creation between the same
// two answers leave the total as it was, and somebody may be left out, as `listAll` says too.

import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify";
import { Refusal, UsageError, clientFromEnv, endProgress, progress, run } from "./cli.mjs";
import { openLines } from "./locked-lines.mjs";

const USAGE = "Usage: node export.mjs <customers.csv | customers.jsonl> [--fresh]";
const PER_PAGE = 100;
const COLUMNS = [
  "uuid",
  "name",
  "created_at",
  "updated_at",
  "trial_ends_at",
  "is_paying",
  "merchant",
];

/**
 * @typedef {import("reportei-customers").ReporteiCustomers} Client
 * @typedef {import("reportei-customers").Customer} Customer
 * @typedef {Pick<import("reportei-customers").CustomerPage, "data" | "meta">} Page
 */

async function main() {
  const { file, fresh } = readArguments();
  const reportei = clientFromEnv({ rateLimit: "auto" });
  const partFile = `${file}.part`;
  /** @type {ReturnType<typeof openLines<Page>>} */
  const part = openLines(partFile);
  const pages = fresh ? [] : part.values;

  /** @param {Page} page */
  const keep = ({ data, meta }) => {
    part.append({ data, meta });
    pages.push({ data, meta });
    progress(`page ${meta.current_page} of ${meta.last_page}, ${meta.total} customers`);
  };
  if (!(await goOn(reportei, pages, keep))) {
    part.clear();
    pages.length = 0;
    for await (const page of reportei.listAll({ per_page: PER_PAGE }).pages()) keep(page);
  }
  endProgress();
  const customers = customersOf(pages);
  await write(file, customers);
  rmSync(partFile);
  console.log(`${customers.length} customers in ${file}`);
}

/**
 * Reads the pages behind those of an interrupted run.
 *
 * @param {Client} reportei
 * @param {Page[]} pages
 * @param {(page: Page) => void} keep
 * @returns {Promise<boolean>} Whether all pages are there now, and no row moved.
 */
async function goOn(reportei, pages, keep) {
  const last = pages.at(-1);
  if (!last || !isInOrder(pages)) return false;
  console.error(`going on after page ${pages.length} of an earlier run`);
  const again = await reportei.list({ page: pages.length, per_page: PER_PAGE });
  if (again.data[0]?.merchant !== last.data[0]?.merchant) {
    throw new Refusal("The earlier run was another merchant's: begin anew with --fresh.");
  }
  if (ids(again.data) !== ids(last.data)) return false;
  for (let { meta, hasNextPage } = again; hasNextPage;) {
    const next = await reportei.list({ page: meta.current_page + 1, per_page: PER_PAGE });
    keep(next);
    ({ meta, hasNextPage } = next);
  }
  return isInOrder(pages) && customersOf(pages).length >= (pages.at(-1)?.meta.total ?? 0);
}

/**
 * Whether each page came once, one after the other, and no customer was deleted meanwhile.
 * @param {Page[]} pages
 */
const isInOrder = (pages) =>
  pages.every(
    ({ meta }, index) =>
      meta.current_page === index + 1 && meta.total >= (pages[index - 1]?.meta.total ?? 0),
  );

/** @param {Customer[]} customers */
const ids = (customers) => customers.map(({ uuid }) => uuid).join();

/**
 * Each customer once, as it came first.
 * @param {Page[]} pages
 */
function customersOf(pages) {
  /** @type {Map<string, Customer>} */
  const customers = new Map();
  for (const customer of pages.flatMap(({ data }) => data)) {
    if (!customers.has(customer.uuid)) customers.set(customer.uuid, customer);
  }
  return [...customers.values()];
}

/**
 * @param {string} file
 * @param {Customer[]} customers
 */
async function write(file, customers) {
  const unfinished = `${file}.tmp`;
  const to = createWriteStream(unfinished, { mode: 0o600, flush: true });
  if (file.endsWith(".csv")) {
    // A spreadsheet would run a name such as "=HYPERLINK(…)": such cells get an apostrophe in front.
    const cast = { boolean: String };
    const csv = stringify({ header: true, columns: COLUMNS, escape_formulas: true, cast });
    await pipeline(Readable.from(customers), csv, to);
  } else {
    const lines = customers.map((customer) => `${JSON.stringify(customer)}\n`);
    await pipeline(Readable.from(lines), to);
  }
  renameSync(unfinished, file);
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { fresh: { type: "boolean", default: false } },
  });
  const [file = "", ...others] = positionals;
  if (!/\.(csv|jsonl)$/.test(file) || others.length > 0) {
    throw new UsageError("Name one file, which ends in .csv or .jsonl.");
  }
  return { file, fresh: values.fresh };
}

await run(USAGE, main);
