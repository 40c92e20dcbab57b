/** The example page, opened in Chromium with the installed package and a sandbox of its own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { servePage } from "../../../examples-web/browser/serve.mjs";
import { root } from "../../../pkg-template/scripts/paths.mjs";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { packageDir, sandboxFor } from "../installed.mjs";

const ARTIFACTS = join(root, "tests/artifacts");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/**
 * @param {import("node:test").TestContext} test Closes all of it at its end.
 * @param {{ width: number, height: number }} viewport
 */
export async function openPage(test, viewport) {
  const sandbox = await sandboxFor(test);
  const server = await servePage({ packageDir, ...sandbox });
  test.after(() => server.close());
  const browser = await chromium.launch({
    executablePath: process.env.CHROME,
    args: CHROMIUM_FLAGS,
  });
  test.after(() => browser.close());
  const page = await browser.newPage({ viewport });
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(server.url);
  return {
    page,
    sandbox,
    url: server.url,
    /** What the console says of errors. It holds a failed load for each answer that is no success. */
    complaints,
    screenshot: (/** @type {string} */ name) => {
      mkdirSync(ARTIFACTS, { recursive: true });
      return page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
    },
  };
}
