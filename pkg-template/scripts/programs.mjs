/** Finds programs of the machine, or installs Debian's packages of them where nobody has to be asked. */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { attempt, run } from "./run.mjs";
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
  const prefix = await prefixForRoot();
  if (!prefix) throw new Stop(otherwise);
  await install(packages, prefix);
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
 * @param {string[]} prefix
 */
function install(packages, prefix) {
  const installed = installing.then(async () => {
    say(`installing ${packages.join(" and ")} (apt-get)`);
    const otherwise = `apt-get could not install ${packages.join(" and ")}; see what it says above.`;
    // By `env`, since sudo hands no variable on.
    const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    const [program = "", ...args] = [...prefix, ...apt];
    await run(program, [...args, "update", "-q"], { otherwise });
    // Without what they recommend, such as desktop portals, for programs that nobody looks at.
    const flags = ["-y", "-q", "--no-install-recommends"];
    await run(program, [...args, "install", ...flags, ...packages], { otherwise });
  });
  installing = installed.catch(() => {});
  return installed;
}

/**
 * What to run apt-get with on Debian or Ubuntu, where being root takes no password.
 * @returns {Promise<string[] | undefined>}
 */
async function prefixForRoot() {
  if (!existsSync("/etc/debian_version") || !firstOf(["apt-get"])) return undefined;
  if (process.getuid?.() === 0) return [];
  const { code } = await attempt("sudo", ["-n", "true"], { quiet: true });
  return code === 0 ? ["sudo", "-n"] : undefined;
}
