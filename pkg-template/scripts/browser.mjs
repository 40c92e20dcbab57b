/** Finds the browsers, or installs them where that is a matter of one command. */
import { existsSync, readdirSync } from "node:fs";
import { findOrInstall, firstOf, isProgram, once } from "./programs.mjs";
import { Stop } from "./terminal.mjs";

/** @typedef {{ chrome: string, chromedriver: string }} Browser Paths of the two programs. */
/** @typedef {{ miniBrowser: string, webdriver: string, xvfb: string }} WebKit Paths of the three. */

const CHROMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DRIVERS = ["chromedriver", "/usr/lib/chromium/chromedriver"];
const FIREFOXES = ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

/** @returns {Promise<Browser>} */
export function findOrInstallBrowser() {
  return findOrInstall(findChromium, {
    packages: ["chromium", "chromium-driver"],
    otherwise:
      "No Chromium with a ChromeDriver was found: install both, or name them in the environment variables CHROME and CHROMEDRIVER.",
  });
}

/** @type {() => Promise<string>} */
export const findOrInstallFirefox = once(() =>
  findOrInstall(() => named("FIREFOX") ?? firstOf(FIREFOXES), {
    packages: ["firefox-esr"],
    otherwise: "No Firefox was found: install it, or name it in the environment variable FIREFOX.",
  }),
);

/** @type {() => Promise<WebKit>} */
export const findOrInstallWebKit = once(() =>
  findOrInstall(findWebKit, {
    packages: ["webkit2gtk-driver", "xvfb"],
    otherwise:
      "WebKitGTK with its WebDriver, and Xvfb, were not found: install both (webkit2gtk-driver and xvfb on Debian).",
  }),
);

/** @returns {WebKit | undefined} */
function findWebKit() {
  const webdriver = firstOf(["WebKitWebDriver"]);
  const xvfb = firstOf(["Xvfb"]);
  // Debian keeps it off PATH, in a folder of the machine's architecture.
  const folders = existsSync("/usr/lib") ? readdirSync("/usr/lib") : [];
  const miniBrowser = firstOf(
    folders.map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`),
  );
  return webdriver && xvfb && miniBrowser ? { webdriver, xvfb, miniBrowser } : undefined;
}

/** @returns {Browser | undefined} */
function findChromium() {
  const chrome = named("CHROME") ?? firstOf(CHROMES);
  const chromedriver = named("CHROMEDRIVER") ?? firstOf(DRIVERS);
  return chrome && chromedriver ? { chrome, chromedriver } : undefined;
}

/**
 * The program that an environment variable names.
 * @param {"CHROME" | "CHROMEDRIVER" | "FIREFOX"} variable
 */
function named(variable) {
  const path = process.env[variable];
  if (path && !isProgram(path)) {
    throw new Stop(`${variable} names ${path}, which is no program: correct it, or unset it.`);
  }
  return path || undefined;
}
