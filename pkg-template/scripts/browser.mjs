/** Finds the browsers, or installs them where that is a matter of one command. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { Stop, say } from "./terminal.mjs";

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
    otherwise: "WebKitGTK with its WebDriver, and Xvfb, were not found.",
  }),
);

/**
 * @template T
 * @param {() => T | undefined} find
 * @param {{ packages: string[], otherwise: string }} options Debian's packages, and what to say
 *   where they can't be had.
 * @returns {Promise<T>}
 */
async function findOrInstall(find, { packages, otherwise }) {
  const found = find();
  if (found) return found;
  if (!canInstall()) throw new Stop(otherwise);
  await install(packages);
  const installed = find();
  if (!installed) throw new Stop(`${packages.join(" and ")} were installed, but are not on PATH.`);
  return installed;
}

/** @type {Promise<unknown>} */
let installing = Promise.resolve();

/**
 * Two at once would find apt-get's lock taken.
 * @param {string[]} packages
 */
function install(packages) {
  const installed = installing.then(async () => {
    say(`installing ${packages.join(" and ")} (apt-get)`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const otherwise = `apt-get could not install ${packages.join(" and ")}; see what it says above.`;
    await run("apt-get", ["update", "-q"], { env, otherwise });
    // Without what they recommend, such as desktop portals, for programs that nobody looks at.
    const flags = ["-y", "-q", "--no-install-recommends"];
    await run("apt-get", ["install", ...flags, ...packages], { env, otherwise });
  });
  installing = installed.catch(() => {});
  return installed;
}

/**
 * However many ask.
 * @template T
 * @param {() => Promise<T>} action
 */
function once(action) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () => (result ??= action());
}

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

/** @param {string[]} candidates Names to look for on PATH, or whole paths. */
function firstOf(candidates) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return candidates
    .flatMap((name) => (name.includes("/") ? [name] : folders.map((folder) => join(folder, name))))
    .find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root on Debian or Ubuntu: nobody has to be asked. */
function canInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && !!firstOf(["apt-get"]);
}
