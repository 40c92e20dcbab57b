/** Firefox as Debian has it, through Puppeteer: Playwright would want a build of its own. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inTime, oneByOne, shownText } from "./visit.mjs";

/**
 * @param {string} executablePath
 * @param {string} tools
 * @returns {Promise<import("./visit.mjs").Browser>}
 */
export async function startFirefox(executablePath, tools) {
  const entry = join(tools, "puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");
  const { default: puppeteer } = await import(pathToFileURL(entry).href);
  const browser = await puppeteer.launch({ browser: "firefox", executablePath });
  const version = await browser.version();
  // One window, and no new one for each visit: Firefox may discard the one it is just opening when
  // another closes. Rows don't meet, as each has an origin of its own.
  const [page] = await browser.pages();
  return {
    version: version.replace(/^\D+/, ""),
    read: oneByOne(async (url, { mayComplain = false } = {}) => {
      const failed = new Promise((_, reject) => {
        if (!mayComplain) page.once("pageerror", reject);
      });
      try {
        const shown = page.goto(url).then(() => page.waitForFunction(shownText));
        const text = await inTime(Promise.race([shown, failed]));
        return await text.jsonValue();
      } finally {
        page.removeAllListeners("pageerror");
      }
    }),
    close: () => browser.close(),
  };
}
