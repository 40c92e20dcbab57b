/**
 * Where the project is to be found: `places.json`, the one file that says so. Until all of it is set,
 * the package is built as a private one, which npm refuses to publish.
 */
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Places Addresses; `null` where there is none yet.
 * @property {string | null} repository Of the source, as a browser opens it.
 * @property {string | null} homepage
 * @property {string | null} bugs Where faults are reported.
 * @property {string | null} security Where weaknesses are reported in confidence: an address of the web or of mail.
 */

/** @returns {Places} */
export function readPlaces() {
  return JSON.parse(readFileSync(new URL("places.json", import.meta.url), "utf8"));
}

/**
 * The names of what is not set, or set to no address.
 * @param {Places} places
 */
export function unsetPlaces({ repository, homepage, bugs, security }) {
  const isWeb = Object.entries({ repository, homepage, bugs }).filter(
    ([, value]) => !value?.startsWith("https://"),
  );
  const unset = isWeb.map(([name]) => name);
  return /^(https:\/\/|mailto:)./.test(security ?? "") ? unset : [...unset, "security"];
}

/**
 * A document of the repository's root, for readers elsewhere: its links to files lead into the repository.
 * @param {string} markdown
 * @param {Places} places
 */
export function withPlaces(markdown, places) {
  const { repository } = places;
  if (!repository || unsetPlaces(places).length) return markdown;
  return markdown.replaceAll(
    /(!?)(\[[^\]]*\]\()(?!https:|#)([^)]+)\)/g,
    (_, picture, text, file) =>
      `${picture}${text}${repository}/${picture ? "raw" : "blob"}/HEAD/${file})`,
  );
}

/**
 * What `package.json` says of them.
 * @param {Places} places
 */
export function manifestOf(places) {
  if (unsetPlaces(places).length) return { private: true };
  const { repository, homepage, bugs } = places;
  return {
    repository: { type: "git", url: `git+${repository}.git` },
    homepage,
    bugs: { url: bugs },
  };
}
