/**
 * `npm run release`: publishes the package of this commit, with its provenance, and writes the bill of
 * materials. It refuses what is not ready, and says all of it.
 *
 *     npm run release -- --dry-run    looks whether all is ready, builds, and publishes nothing
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../scripts/build.mjs";
import { pkgDir, root, templateDir } from "../scripts/paths.mjs";
import { attempt, endOnSignal, run } from "../scripts/run.mjs";
import { setUp } from "../scripts/setup.mjs";
import { Stop, runAsProgram, say } from "../scripts/terminal.mjs";
import { readPlaces, unsetPlaces } from "./places.mjs";
import { writeSbom } from "./sbom.mjs";

/**
 * @typedef {object} State What is to be published.
 * @property {string} version
 * @property {import("./places.mjs").Places} places
 * @property {string} changelog
 * @property {string[]} changed Files that no commit has.
 * @property {string[]} tags Of the commit.
 */

/**
 * What keeps it from being published, a sentence each.
 * @param {State} state
 */
export function problems({ version, places, changelog, changed, tags }) {
  const found = unsetPlaces(places).map(
    (name) => `pkg-template/release/places.json has no address for "${name}".`,
  );
  const heading = `## [${version}] - `;
  const isDated = (/** @type {string} */ line) =>
    line.startsWith(heading) && /^\d{4}-\d\d-\d\d$/.test(line.slice(heading.length));
  if (!changelog.split("\n").some(isDated)) {
    found.push(`pkg-template/CHANGELOG.md has no "${heading}YYYY-MM-DD".`);
  }
  if (changed.length) found.push(`There are files that no commit has: ${changed.join(", ")}.`);
  if (!tags.includes(`v${version}`)) found.push(`The commit has no tag v${version}.`);
  return found;
}

/**
 * @param {string} version
 * @returns {Promise<State>}
 */
async function stateOf(version) {
  return {
    version,
    places: readPlaces(),
    changelog: readFileSync(join(templateDir, "CHANGELOG.md"), "utf8"),
    changed: await git("status", "--porcelain"),
    tags: await git("tag", "--points-at", "HEAD"),
  };
}

/** @param {string[]} args */
async function git(...args) {
  const { code, stdout, output } = await attempt("git", args, { cwd: root, quiet: true });
  if (code !== 0) throw new Stop(`git ${args[0]} failed: ${output.trim()}`);
  return stdout.split("\n").filter(Boolean);
}

await runAsProgram(import.meta.url, async () => {
  endOnSignal();
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean" } } });
  const { pins } = await setUp({ release: true });
  const found = problems(await stateOf(pins.version));
  if (found.length) throw new Stop(["Not ready to be published.", ...found].join("\n  "));
  await build(pins);
  await writeSbom(pins);
  if (values["dry-run"]) return say("ready: nothing was published");
  await run("npm", ["publish", "--provenance", "--access", "public"], {
    cwd: pkgDir,
    otherwise: "npm did not publish; see what it says above.",
  });
});
