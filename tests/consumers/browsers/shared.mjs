/** The browsers of the matrix: each is started when a row first asks for it, and kept for the others. */
import {
  findOrInstallFirefox,
  findOrInstallWebKit,
} from "../../../pkg-template/scripts/browser.mjs";
import { startChromium } from "./chromium.mjs";
import { startFirefox } from "./firefox.mjs";
import { startWebKit } from "./webkit.mjs";

/** @typedef {import("./visit.mjs").Browser} Browser */
/** @typedef {import("../row.mjs").RowContext} RowContext */

/** @type {Map<string, Promise<Browser>>} */
const started = new Map();

/**
 * @param {string} name
 * @param {() => Promise<Browser>} start
 */
function once(name, start) {
  const browser = started.get(name) ?? start();
  started.set(name, browser);
  return browser;
}

/** @param {RowContext} ctx */
export const chromium = ({ chrome }) =>
  once("chromium", () => {
    if (!chrome) throw new Error("This row needs Chromium.");
    return startChromium(chrome);
  });

/** @param {RowContext} ctx */
export const firefox = ({ tools }) =>
  once("firefox", async () => startFirefox(await findOrInstallFirefox(), tools));

export const webkit = () => once("webkit", async () => startWebKit(await findOrInstallWebKit()));

/** Ends them all: they would keep this process alive. */
export async function closeBrowsers() {
  const browsers = await Promise.allSettled(started.values());
  started.clear();
  for (const browser of browsers) {
    if (browser.status === "fulfilled") await browser.value.close();
  }
}
