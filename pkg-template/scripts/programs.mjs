/** Finds programs of the machine. On Debian or Ubuntu, root has what is missing installed. */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { Stop, say } from "./terminal.mjs";

/**
 * @template T
 * @param {() => T | undefined} find
 * @param {{ packages: string[], otherwise: string }} options Debian's packages, and what to say
 *   where they can't be had.
 * @returns {Promise<T>}
 */
export async function findOrInstall(find, { packages, otherwise }) {
  const found = find();
  if (found) return found;
  if (!mayInstall()) throw new Stop(otherwise);
  await install(packages);
  const installed = find();
  if (!installed) throw new Stop(`${packages.join(" and ")} were installed, but are not on PATH.`);
  return installed;
}

/** @param {string[]} candidates Names to look for on PATH, or whole paths. */
export function firstOf(candidates) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return candidates
    .flatMap((name) => (name.includes("/") ? [name] : folders.map((folder) => join(folder, name))))
    .find(isProgram);
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * However many ask.
 * @template T
 * @param {() => Promise<T>} action
 */
export function once(action) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () => (result ??= action());
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
    const otherwise = `apt-get could not install ${packages.join(" and ")}; see what it says above.`;
    const options = { otherwise, env: { DEBIAN_FRONTEND: "noninteractive" } };
    await run("apt-get", ["update", "-q"], options);
    // Without what they recommend, such as desktop portals, for programs that nobody looks at.
    const flags = ["-y", "-q", "--no-install-recommends"];
    await run("apt-get", ["install", ...flags, ...packages], options);
  });
  installing = installed.catch(() => {});
  return installed;
}

/** Whether this is root on Debian or Ubuntu. Nobody is made root for it. */
function mayInstall() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync("/etc/debian_version") && firstOf(["apt-get"]) !== undefined;
}
