/**
 * `npm run pictures`: photographs the console for the README, into `examples-web/console/pictures/`.
 * The sandbox's clock and the page's stand still, so that each picture shows the same.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "../../pkg-template/scripts/build.mjs";
import { consoleDir, prepareConsole } from "../../pkg-template/scripts/console.mjs";
import { linkPackage } from "../../pkg-template/scripts/link.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { CHROMIUM_FLAGS } from "../run/chromium.mjs";
import { Closing } from "./helpers/closing.mjs";
import { serveConsole } from "./helpers/served.mjs";
import { PASSWORD } from "./server/helpers/console.mjs";

const NOW = "2026-11-30T15:00:00Z";
const DIR = join(consoleDir, "pictures");
const DESKTOP = { width: 1440, height: 900 };

const PICTURES = [
  { name: "list", path: "/customers", viewport: DESKTOP, colorScheme: "light" },
  { name: "list-dark", path: "/customers", viewport: DESKTOP, colorScheme: "dark" },
  { name: "overview", path: "/overview", viewport: DESKTOP, colorScheme: "light" },
  {
    name: "list-phone",
    path: "/customers",
    viewport: { width: 390, height: 844 },
    colorScheme: "light",
  },
];

await runAsProgram(import.meta.url, async () => {
  const { pins, browser } = await setUp({ browser: true });
  await build(pins);
  linkPackage();
  await prepareConsole();
  const closing = new Closing();
  try {
    await takePictures(closing, browser.chrome);
  } finally {
    await closing.close();
  }
});

/**
 * @param {Closing} closing
 * @param {string} chrome
 */
async function takePictures(closing, chrome) {
  const { url } = await serveConsole(closing, { customers: 120, seed: 17, now: NOW });
  const browser = await chromium.launch({ executablePath: chrome, args: CHROMIUM_FLAGS });
  closing.after(() => browser.close());
  mkdirSync(DIR, { recursive: true });
  for (const { name, path, viewport, colorScheme } of PICTURES) {
    const context = await browser.newContext({
      locale: "en-US",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      colorScheme: /** @type {"light" | "dark"} */ (colorScheme),
      viewport,
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(url + path);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator("tbody [role=row], .recharts-surface").first().waitFor();
    // What is drawn is drawn once its fonts and its own animations are through.
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    );
    const session = await context.newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 85 });
    writeFileSync(join(DIR, `${name}.webp`), Buffer.from(data, "base64"));
    say(`${name}.webp`);
    await context.close();
  }
}
