// The README's answerer for Playwright, in Chromium: a page's client reaches the sandbox through it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { emptyPage } from "../package/helpers/chromium.mjs";
import { consumerDir, imported } from "../package/helpers/installed.mjs";
import { blocks } from "./blocks.mjs";

test("a page's calls to its proxy are answered by the sandbox, and faults reach it", async (context) => {
  const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
  const sandbox = new ReporteiSandbox({ customers: 3 });
  const page = await emptyPage(context);
  await (
    await routeToSandbox()
  )(page, sandbox);

  const name = "Café Aurora";
  assert.deepEqual(await page.evaluate(createAndCount, name), [name, 4]);
  sandbox.inject({ method: "POST", path: "/customers", times: 1, fault: { kind: "lost" } });
  assert.equal(await page.evaluate(createAndCount, name), "network unknown");
  assert.equal(sandbox.journal(1)[0].applied, true);
});

/** @returns {Promise<(page: import("playwright-core").Page, sandbox: object) => Promise<void>>} */
async function routeToSandbox() {
  const found = blocks().find(({ code }) => code.includes("export async function routeToSandbox("));
  assert.ok(found, "the README has no answerer for Playwright");
  const file = join(consumerDir, "route-to-sandbox.mjs");
  writeFileSync(file, found.code);
  return (await import(pathToFileURL(file).href)).routeToSandbox;
}

/**
 * Runs in the page.
 * @param {string} name
 */
async function createAndCount(name) {
  const at = (/** @type {string} */ path) => import(path);
  const { ReporteiCustomers } = await at("/pkg/index.js");
  const reportei = new ReporteiCustomers({ baseUrl: "/api" });
  try {
    const created = await reportei.create({ name });
    return [created.name, (await reportei.list()).meta.total];
  } catch (error) {
    const { kind, outcome } = /** @type {{ kind: string, outcome: string }} */ (error);
    return `${kind} ${outcome}`;
  }
}
