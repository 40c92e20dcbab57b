/** The console in Firefox, by WebDriver BiDi. Playwright would want a build of its own. */
import { after, before } from "node:test";
import puppeteer from "puppeteer-core";
import { findOrInstallFirefox } from "../../../../pkg-template/scripts/browser.mjs";
import { serveConsole } from "../../helpers/served.mjs";
import { PASSWORD } from "../../server/helpers/console.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** How long a page may take to show what it is to show: far longer than it ever does. */
const PATIENCE_MS = 20_000;

/** @type {import("puppeteer-core").Browser} */
let browser;
before(async () => {
  const executablePath = await findOrInstallFirefox();
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    extraPrefsFirefox: { "intl.accept_languages": "en-US" },
  });
});
after(() => browser.close());

/**
 * @typedef {object} Opened
 * @property {Page} page
 * @property {import("../../server/helpers/upstream.mjs").Upstream} upstream
 * @property {string[]} errors That the page's scripts threw.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [options]
 * @param {object} [options.sandbox] Options of the sandbox.
 * @param {boolean} [options.signedIn]
 * @returns {Promise<Opened>}
 */
export async function openConsole(t, { sandbox, signedIn = true } = {}) {
  const { url, upstream } = await serveConsole(t, sandbox);
  // Cookies are of a host, whatever its port: tests must not meet in one jar.
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${url}/customers`);
  if (signedIn) await signIn(page);
  return { page, upstream, errors };
}

/** @param {Page} page */
export async function signIn(page, password = PASSWORD) {
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
}

/**
 * Waits for a text that somebody can see.
 * @param {Page} page
 * @param {string} text
 */
export const shows = (page, text) =>
  page.waitForFunction((text) => document.body.innerText.includes(text), {}, text);

/**
 * What has this name by its label.
 * @param {string} label
 */
export const labelled = (label) => `[aria-label="${label}"]`;

/**
 * The names in the list.
 * @param {Page} page
 */
export const names = (page) =>
  page.$$eval("tbody bdi", (all) => all.map(({ textContent }) => textContent ?? ""));

/**
 * Chooses an entry of a customer's menu, which opens a dialog.
 * @param {Page} page
 * @param {string} name Of the customer.
 * @param {string} entry
 */
export async function choose(page, name, entry) {
  await page.locator(labelled(`Actions for ${name}`)).click();
  await page.locator(`[role=menuitem] ::-p-text(${entry})`).click();
  await page.waitForSelector("[role=dialog] input", { visible: true });
}
