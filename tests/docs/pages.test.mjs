// The pages of the reference, in a browser as narrow as a phone.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { docsDir } from "../../pkg-template/docs/docs.mjs";
import { CHROMIUM_FLAGS } from "../run/chromium.mjs";

/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROME, args: CHROMIUM_FLAGS });
});

after(() => browser?.close());

test("every page of the reference fits a phone, its code scrolling by itself", async (context) => {
  const paths = readdirSync(docsDir, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".html") && !path.startsWith("crate"),
  );
  assert.ok(paths.includes("classes/reportei-customers.ReporteiCustomers.html"), String(paths));
  const page = await open(context, "index.html");
  const tooWide = [];
  for (const path of paths) {
    await page.goto(urlOf(path));
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    if (widest > 375) tooWide.push(`${path}: ${widest} pixels`);
  }
  assert.deepEqual(tooWide, []);
});

test("the class's page shows an example of each call", async (context) => {
  const page = await open(context, "classes/reportei-customers.ReporteiCustomers.html");
  assert.ok((await page.getByRole("heading", { name: "Example" }).count()) >= 16);
});

test("the first page leads to the class and to the crate", async (context) => {
  for (const name of ["the class ReporteiCustomers", "the crate"]) {
    const page = await open(context, "index.html");
    await page.getByRole("link", { name }).click();
    await page
      .getByRole("heading", { level: 1, name: /ReporteiCustomers|reportei_customers/ })
      .waitFor();
  }
});

/**
 * @param {import("node:test").TestContext} context
 * @param {string} path
 */
async function open(context, path) {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 } });
  context.after(() => page.close());
  await page.goto(urlOf(path));
  return page;
}

/** @param {string} path */
function urlOf(path) {
  return pathToFileURL(join(docsDir, path)).href;
}
