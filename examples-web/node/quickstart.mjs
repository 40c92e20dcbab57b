// The API's calls, in the order a customer's life takes. Run it against the sandbox or the real API:
//
//   REPORTEI_ACCESS_TOKEN=… [REPORTEI_BASE_URL=http://127.0.0.1:4010/api] node quickstart.mjs
//
// It makes one customer of its own, changes nothing else, and deletes it even if a step fails.

import * as util from "node:util";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";

const { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: baseUrl } = process.env;

const colours = process.stdout.isTTY && !process.env.NO_COLOR && util.styleText;
/** @type {(style: "bold" | "dim" | "green" | "red", text: string) => string} */
const paint = (style, text) => (colours ? colours(style, text) : text);
/** @type {(text: string) => void} */
const detail = (text) => console.log(" ".repeat(33) + paint("dim", text));
/** @type {(error: unknown) => string} */
const explain = (error) =>
  error instanceof ReporteiError ? `${error.kind}: ${error.message}` : String(error);

let steps = 0;

/**
 * Waits for one call, says how long it took and what came of it, and hands its answer on.
 *
 * @template T
 * @param {string} name
 * @param {Promise<T>} call
 * @param {(answer: T) => string} summary
 */
async function step(name, call, summary) {
  const start = performance.now();
  const line = (/** @type {string} */ mark, /** @type {string} */ text) => {
    const ms = `${Math.round(performance.now() - start)} ms`.padStart(7);
    console.log(
      `${mark} ${++steps} ${paint("bold", name.padEnd(19))} ${paint("dim", ms)}  ${text}`,
    );
  };
  try {
    const answer = await call;
    line(paint("green", "✓"), summary(answer));
    return answer;
  } catch (error) {
    line(paint("red", "✗"), explain(error));
    throw error;
  }
}

async function main() {
  const reportei = new ReporteiCustomers({ accessToken, ...(baseUrl && { baseUrl }) });
  console.log(
    `\n${paint("bold", "The API's calls")} ${paint("dim", baseUrl || "to the real API")}\n`,
  );

  const firstThree = reportei.list({ page: 1, per_page: 3 });
  const { data } = await step("list", firstThree, (page) => `${page.meta.total} customers, first:`);
  for (const { name, is_paying } of data) detail(is_paying ? `${name} (paying)` : name);

  const creation = reportei.create({ name: "Quickstart" });
  const created = await step("create", creation, (it) => `trial until ${it.trial_ends_at} UTC`);
  const { uuid, api_token: customerToken } = created;
  try {
    detail("Its token opens its data, and is in this answer alone: store yours at once, and");
    detail("print it nowhere.");

    await step("show", reportei.show(uuid), (it) => `${it.name}, ${it.uuid}`);
    const settings = reportei.settings({ customerToken });
    await step("settings", settings, (it) => `${it.integrations.length} integrations`);
    const renaming = reportei.update(uuid, { name: "Quickstart & Co." });
    await step("update", renaming, (it) => `now called ${it.name}`);
    const paying = reportei.updatePaymentStatus(uuid, { is_paying: true });
    await step("updatePaymentStatus", paying, (it) => it.message);
  } finally {
    await step("delete", reportei.delete(uuid), (it) => it.message);
  }

  console.log(`\n${paint("bold", "One failure, on purpose")}: show the customer that is gone\n`);
  try {
    await reportei.show(uuid);
  } catch (error) {
    if (!(error instanceof ReporteiError) || error.kind !== "not_found") throw error;
    console.log(`${paint("green", "✓")} handled ${explain(error)}\n`);
    return;
  }
  throw new Error(`${uuid} was deleted and is still there`);
}

main().catch((error) => {
  console.error(`\nThe quickstart failed. ${explain(error)}`);
  if (!accessToken) console.error("Set REPORTEI_ACCESS_TOKEN to your access token.");
  process.exitCode = 1;
});
