// The pages of the reference, in a browser as narrow as a phone.
import assert from "node:assert/strict";
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

for (const [path, heading] of /** @type {const} */ ([
  ["index.html", "reportei-customers"],
  ["classes/reportei-customers.ReporteiCustomers.html", "Class ReporteiCustomers"],
  ["types/reportei-customers_sandbox.SandboxFault.html", "Type Alias SandboxFault"],
])) {
  test(`${path} fits a phone, its code scrolling by itself`, async (context) => {
    const page = await open(context, path);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 375, `the page is ${widest} pixels wide`);
  });
}

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
  await page.goto(pathToFileURL(join(docsDir, path)).href);
  return page;
}
