/** The console in Chromium: its built page, its server, and the sandbox as its API. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { findOrInstallBrowser } from "../../../../pkg-template/scripts/browser.mjs";
import { consoleDir } from "../../../../pkg-template/scripts/console.mjs";
import { CHROMIUM_FLAGS } from "../../../run/chromium.mjs";
import { serveConsole } from "../../helpers/served.mjs";
import { PASSWORD, TOKEN } from "../../server/helpers/console.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../server/helpers/upstream.mjs").Upstream} Upstream */

/** How long a page may take to show what it is to show: far longer than it ever does. */
const PATIENCE_MS = 20_000;
const AXE = readFileSync(join(consoleDir, "node_modules/axe-core/axe.min.js"), "utf8");

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  const { chrome } = await findOrInstallBrowser();
  browser = await chromium.launch({ executablePath: chrome, args: CHROMIUM_FLAGS });
});
after(() => browser.close());

/**
 * @typedef {object} Opened
 * @property {Page} page
 * @property {Upstream} upstream
 * @property {string} url Of the console, without a slash at the end.
 * @property {import("playwright-core").BrowserContext} context
 * @property {() => Promise<Page>} tab Another tab of the same person.
 * @property {import("../../server/helpers/console.mjs").Running} server
 * @property {() => Promise<import("../../server/helpers/console.mjs").Running>} restart Where it was, with what it has kept.
 * @property {string[]} complaints What the page's console was told, but for answers that are no success.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [options]
 * @param {object} [options.sandbox] Options of the sandbox.
 * @param {NodeJS.ProcessEnv} [options.env] Of the server.
 * @param {string} [options.path]
 * @param {boolean} [options.signedIn]
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 * @returns {Promise<Opened>}
 */
export async function openConsole(t, options = {}) {
  const { sandbox = {}, env = {}, path = "/customers", signedIn = true } = options;
  const { url, upstream, server, restart } = await serveConsole(t, sandbox, {
    // The same after a restart: what the vault has was sealed with it.
    CONSOLE_VAULT_KEY: Buffer.alloc(32, 17).toString("base64"),
    ...env,
  });
  const context = await browser.newContext({ locale: "en-US", ...options.context });
  context.setDefaultTimeout(PATIENCE_MS);
  t.after(() => context.close());
  /** @type {string[]} */
  const complaints = [];
  context.on("console", (message) => {
    assert.doesNotMatch(message.text(), TOKEN);
    const expected = /^Failed to load resource/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !expected) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const tab = async () => {
    const page = await context.newPage();
    await page.goto(url + path);
    return page;
  };
  const page = await tab();
  if (signedIn) {
    await signIn(page);
    await page.getByRole("navigation", { name: /^P/ }).first().waitFor();
  }
  return { page, upstream, url, context, tab, server, restart, complaints };
}

/** @param {Page} page */
export async function signIn(page, password = PASSWORD) {
  await page.getByLabel(/^(?:Password|Senha)$/).fill(password);
  await page.keyboard.press("Enter");
}

/**
 * The rows of the list, by a name that is in them.
 * @param {Page} page
 * @param {string} [name]
 */
export function rows(page, name) {
  const all = page.locator("tbody [role=row]");
  return name === undefined ? all : all.filter({ hasText: name });
}

/**
 * Waits until what has the focus has these words, of its own or as its name.
 * @param {Page} page
 * @param {string} words
 */
export async function focusOn(page, words) {
  await page.waitForFunction((expected) => {
    const { activeElement: element } = document;
    return [element?.getAttribute("aria-label"), element?.textContent].includes(expected);
  }, words);
}

/** @param {Page} page */
export const firstName = async (page) =>
  (await rows(page).first().locator("bdi").textContent()) ?? "";

/**
 * Chooses an entry of a row's menu, by keys: the page takes a click for the second one of a double
 * click where it follows closely on one that closed a dialog.
 * @param {Page} page
 * @param {string} name Of the customer.
 * @param {RegExp} entry
 */
export async function choose(page, name, entry) {
  await rows(page, name)
    .getByRole("button", { name: `Actions for ${name}` })
    .press("Enter");
  await page.getByRole("menuitem", { name: entry }).press("Enter");
  await page.getByRole("dialog").waitFor();
}

/**
 * @param {Page} page
 * @param {string} state What the page shows, for the message.
 */
export async function assertAccessible(page, state) {
  // What fades in has less contrast on its way.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    // @ts-expect-error axe comes from the line above.
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`);
  });
  assert.deepEqual(violations, [], state);
}

/**
 * That no token is to be found anywhere in the page.
 * @param {Page} page
 */
export async function assertNoToken(page) {
  const everything = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll("input, textarea")].map((field) =>
        String(Reflect.get(field, "value")),
      ),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
      location.href,
      ...performance.getEntriesByType("resource").map(({ name }) => name),
    ].join("\n"),
  );
  assert.doesNotMatch(everything, TOKEN);
}

/**
 * Holds back requests of the API until it is told to let them go.
 * @param {Upstream} upstream
 * @param {(received: import("../../server/helpers/upstream.mjs").Received) => boolean} which
 */
export function holdBack(upstream, which) {
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  upstream.hooks.at = async (moment, received) => {
    if (moment === "arrived" && which(received)) await released;
  };
  return () => {
    delete upstream.hooks.at;
    release();
  };
}
