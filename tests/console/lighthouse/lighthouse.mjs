/** Lighthouse on the console's page, in Chromium, for somebody who is signed in or not. */
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { PASSWORD } from "../server/helpers/console.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("lighthouse").Result} Result */
/** @typedef {keyof typeof CONFIGS} Device */

const MOST_ATTEMPTS = 4;
const CONFIGS = { desktop: desktopConfig, phone: undefined };

/**
 * @param {import("../server/helpers/console.mjs").Scope} scope
 * @param {string} chrome Path of the browser.
 */
export async function openChromium(scope, chrome) {
  const args = [...CHROMIUM_FLAGS, "--lang=en-US"];
  const browser = await puppeteer.launch({ executablePath: chrome, args });
  scope.after(() => browser.close());
  return browser;
}

/**
 * Signs in, and waits for the list.
 * @param {Page} page
 * @param {string} url Of the console.
 */
export async function signIn(page, url) {
  await page.goto(`${url}/customers`);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForSelector("tbody [role=row]");
}

/**
 * Judges the page as it loads in a tab of its own. On a busy machine Lighthouse now and then records
 * no beginning of the load, says so, and asks to be run again.
 * @param {Browser} browser Signed in or not.
 * @param {string} url
 * @param {Device} device
 * @param {Pick<import("lighthouse").Flags, "onlyCategories" | "onlyAudits">} what
 */
export async function judge(browser, url, device, what) {
  // A reset of what is stored would sign out.
  const flags = { ...what, disableStorageReset: true, logLevel: /** @type {const} */ ("error") };
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const page = await browser.newPage();
    const result = await lighthouse(url, flags, CONFIGS[device], page);
    if (!result) throw new Error("Lighthouse gave no result.");
    const rows = await page.$$eval("tbody [role=row]", ({ length }) => length);
    await page.close();
    if (isRecorded(result.lhr)) return { result: result.lhr, rows };
  }
  throw new Error(`Lighthouse recorded no load in ${MOST_ATTEMPTS} attempts.`);
}

/** @param {Result} result */
const isRecorded = ({ audits }) =>
  Object.values(audits).every(({ errorMessage }) => !errorMessage?.includes("(NO_NAVSTART)"));

/**
 * What keeps a category from its full score.
 * @param {Result} result
 * @param {string} category
 */
export function faults({ categories, audits }, category) {
  const { score = null, auditRefs = [] } = categories[category] ?? {};
  const failed = auditRefs
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => audits[id])
    .filter((audit) => audit && (audit.errorMessage || (audit.score ?? 1) < 1))
    .map(
      (audit) => `${audit?.id}: ${audit?.errorMessage ?? JSON.stringify(audit?.details?.items)}`,
    );
  return score === 1 ? [] : [`${category} ${score}`, ...failed];
}
