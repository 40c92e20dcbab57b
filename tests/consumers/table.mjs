/** The README's section on where the package runs, made from a run of all rows. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { markedPart, writeMarkedPart } from "../support/marked.mjs";

/** @typedef {import("./row.mjs").Outcome} Outcome */

const NAME = "where-it-runs";

/** @typedef {{ text: string, moves: boolean }} Line `moves` when its versions are the machine's. */

/**
 * @param {Outcome[]} outcomes Of all rows, none of which failed.
 * @param {string} packageDir
 * @returns {Line[]}
 */
export function section(outcomes, packageDir) {
  const { files, bytes } = measure(packageDir);
  // The README is among the files: rounded, so that a word more in it does not change this number.
  const size = `${Math.round(bytes / 10_000) * 10} kB`;
  return [
    fixed(
      `The tarball (${files} files, ${size} unpacked) was installed in each of these, built where there is something to build, and then made the calls of the API over HTTP:`,
    ),
    fixed(""),
    fixed("| | | versions |"),
    fixed("| --- | --- | --- |"),
    ...lines(outcomes),
  ];
}

/**
 * Whether the README has this section; with `write`, it does afterwards.
 * @param {Line[]} wanted
 * @param {boolean} write
 * @returns {"current" | "written" | "stale"}
 */
export function putIntoReadme(wanted, write) {
  const there = markedPart(NAME).split("\n");
  const current =
    there.length === wanted.length && wanted.every((line, index) => says(there[index] ?? "", line));
  if (!write) return current ? "current" : "stale";
  writeMarkedPart(NAME, wanted.map(({ text }) => text).join("\n"));
  return "written";
}

/**
 * @param {string} there A line of the README.
 * @param {Line} wanted
 */
function says(there, { text, moves }) {
  const withoutVersions = (/** @type {string} */ line) => line.replace(/[\d., ]+\|$/, "");
  return there === text || (moves && withoutVersions(there) === withoutVersions(text));
}

/** @type {(text: string) => Line} */
const fixed = (text) => ({ text, moves: false });

/**
 * @param {Outcome[]} outcomes
 * @returns {Line[]}
 */
function lines(outcomes) {
  // First the versions of each way to use the package, then the ways with the same versions: they
  // share a line.
  /** @type {Map<string, { kind: string, what: string, moves: boolean, versions: string[] }>} */
  const ways = new Map();
  for (const { row, result, version, report, date } of outcomes) {
    const { kind, what, ofMachine: moves = false } = row;
    const key = `${kind}: ${what}`;
    const way = ways.get(key) ?? { kind, what, moves, versions: [] };
    const shown = result === "cannot" ? `not run: ${report}` : major(version);
    way.versions.push(date ? `${shown} (run on ${date})` : shown);
    ways.set(key, way);
  }
  /** @type {Map<string, { kind: string, whats: string[], moves: boolean, versions: string }>} */
  const shared = new Map();
  for (const { kind, what, moves, versions: all } of ways.values()) {
    const versions = [...new Set(all)].join(", ");
    const key = `${kind}: ${versions}`;
    const line = shared.get(key) ?? { kind, whats: [], moves, versions };
    line.whats.push(what);
    shared.set(key, line);
  }
  let last = "";
  return [...shared.values()].map(({ kind, whats, moves, versions }) => {
    const cells = [kind === last ? "" : kind, whats.join("; "), versions];
    last = kind;
    return { text: `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`, moves };
  });
}

/**
 * As much of a version as does not change with every release.
 * @param {string} version
 */
function major(version) {
  const [, shown = version] = /^v?(0\.\d+|[1-9]\d*(?=\.\d+\.))\.\d/.exec(version) ?? [];
  return shown;
}

/** @param {string} dir */
function measure(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
