/** Finds Chromium and its ChromeDriver, or installs them where that is a matter of one command. */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { Stop, say } from "./terminal.mjs";

/** @typedef {{ chrome: string, chromedriver: string }} Browser Paths of the two programs. */

const CHROMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DRIVERS = ["chromedriver", "/usr/lib/chromium/chromedriver"];

/** @returns {Promise<Browser>} */
export async function findOrInstallBrowser() {
  const found = find();
  if (found) return found;
  if (!canInstall()) {
    throw new Stop(
      "No Chromium with a ChromeDriver was found: install both, or name them in the environment variables CHROME and CHROMEDRIVER.",
    );
  }
  say("installing Chromium and ChromeDriver (apt-get)");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const otherwise =
    "apt-get could not install chromium and chromium-driver; see what it says above.";
  await run("apt-get", ["update", "-q"], { env, otherwise });
  await run("apt-get", ["install", "-y", "-q", "chromium", "chromium-driver"], { env, otherwise });
  const installed = find();
  if (!installed)
    throw new Stop("chromium and chromium-driver were installed, but are not on PATH.");
  return installed;
}

/** @returns {Browser | undefined} */
function find() {
  const chrome = named("CHROME") ?? firstOf(CHROMES);
  const chromedriver = named("CHROMEDRIVER") ?? firstOf(DRIVERS);
  return chrome && chromedriver ? { chrome, chromedriver } : undefined;
}

/**
 * The program that an environment variable names.
 * @param {"CHROME" | "CHROMEDRIVER"} variable
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
