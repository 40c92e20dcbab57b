/** A folder in which the packed tarball is installed, as a user would have it. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../pkg-template/scripts/build.mjs";
import { pkgDir } from "../../pkg-template/scripts/paths.mjs";
import { run } from "../../pkg-template/scripts/run.mjs";
import { say } from "../../pkg-template/scripts/terminal.mjs";

/** @type {Promise<string> | undefined} */
let made;

/**
 * Builds, packs and installs once, however many layers ask.
 * @param {import("../../pkg-template/scripts/pins.mjs").Pins} pins
 * @returns {Promise<string>} The folder.
 */
export function consumer(pins) {
  made ??= make(pins);
  return made;
}

/**
 * The tarball that was installed there.
 * @param {string} dir The consumer's folder.
 */
export function tarballOf(dir) {
  const [tarball = ""] = readdirSync(join(dir, "tarballs"));
  return join(dir, "tarballs", tarball);
}

/** @param {import("../../pkg-template/scripts/pins.mjs").Pins} pins */
async function make(pins) {
  await build(pins);
  const dir = mkdtempSync(join(tmpdir(), "reportei-consumer-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  say("packing, and installing the tarball");
  const tarballs = join(dir, "tarballs");
  mkdirSync(tarballs);
  await run("npm", ["pack", "--pack-destination", tarballs], {
    cwd: pkgDir,
    quiet: true,
    otherwise: "npm cannot pack pkg/; see what it says above.",
  });
  writeFileSync(join(dir, "package.json"), '{ "private": true, "type": "module" }\n');
  const tarball = `./tarballs/reportei-customers-${pins.version}.tgz`;
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], {
    cwd: dir,
    quiet: true,
    otherwise: "The tarball does not install without a network; see what npm says above.",
  });
  return dir;
}
