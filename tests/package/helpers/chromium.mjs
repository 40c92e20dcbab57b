/** Pages in Chromium, and the installed package on an empty one. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../consumers/browsers/serve.mjs";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { packageDir } from "./installed.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let browser;
after(async () => (await browser)?.close());

/**
 * A page that shares nothing but the browser with those of other tests.
 * @param {import("node:test").TestContext} context
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @returns {Promise<import("playwright-core").Page>}
 */
export async function newPage(context, options) {
  browser ??= chromium.launch({ executablePath: process.env.CHROME, args: CHROMIUM_FLAGS });
  const visit = await (await browser).newContext(options);
  const page = await visit.newPage();
  context.after(async () => {
    // A request that is answered by a test may still be under way.
    await page.unrouteAll({ behavior: "wait" });
    await visit.close();
  });
  return page;
}

/**
 * Opens the page for one test. It can import the package's `/pkg/index.js`, and the files of this
 * folder under `/helpers/`. Nothing is intercepted: that would change what redirects look like.
 * @param {import("node:test").TestContext} context
 * @returns {Promise<import("playwright-core").Page>}
 */
export async function emptyPage(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-page-"));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  cpSync(packageDir, join(dir, "pkg"), { recursive: true });
  cpSync(HERE, join(dir, "helpers"), { recursive: true });
  const icon = '<link rel="icon" href="data:," />';
  writeFileSync(join(dir, "index.html"), `<!doctype html><title>Empty</title>${icon}`);
  const server = await serve(dir);
  context.after(() => server.close());
  const page = await newPage(context);
  await page.goto(server.url);
  return page;
}
