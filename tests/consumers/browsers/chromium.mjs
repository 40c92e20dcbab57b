/** Chromium, through Playwright. */
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { inTime, shownText } from "./visit.mjs";

/**
 * @param {string} executablePath
 * @returns {Promise<import("./visit.mjs").Browser>}
 */
export async function startChromium(executablePath) {
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  return {
    version: browser.version(),
    read: async (url, { mayComplain = false } = {}) => {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const failed = new Promise((_, reject) => {
          if (!mayComplain) page.once("pageerror", reject);
        });
        const shown = page.goto(url).then(() => page.waitForFunction(shownText));
        const text = await inTime(Promise.race([shown, failed]));
        return await text.jsonValue();
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
