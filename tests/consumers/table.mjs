/** The README's section on where the package runs, made from a run of all rows. */
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

/** @typedef {import("./row.mjs").Outcome} Outcome */

const README = join(root, "README.md");
const BEGIN = "<!-- where-it-runs -->";
const END = "<!-- /where-it-runs -->";

/**
 * @param {Outcome[]} outcomes Of all rows, none of which failed.
 * @param {string} packageDir
 */
export function section(outcomes, packageDir) {
  const { files, bytes } = measure(packageDir);
  // The README is among the files: rounded, so that a word more in it does not change this number.
  const size = `${Math.round(bytes / 10_000) * 10} kB`;
  return [
    BEGIN,
    "",
    `The tarball (${files} files, ${size} unpacked) was installed in each of these, built where there is something to build, and then made all seven calls over HTTP:`,
    "",
    "| | | versions |",
    "| --- | --- | --- |",
    ...lines(outcomes),
    "",
    END,
  ].join("\n");
}

/**
 * Whether the README has this section; with `write`, it does afterwards.
 * @param {string} wanted
 * @param {boolean} write
 * @returns {"current" | "written" | "stale"}
 */
export function putIntoReadme(wanted, write) {
  const readme = readFileSync(README, "utf8");
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${BEGIN} ... ${END}.`);
  const result = readme.slice(0, from) + wanted + readme.slice(to + END.length);
  if (result === readme) return "current";
  if (!write) return "stale";
  writeFileSync(README, result);
  return "written";
}

/** @param {Outcome[]} outcomes */
function lines(outcomes) {
  /** @type {Map<string, { kind: string, what: string, versions: Set<string> }>} */
  const whats = new Map();
  for (const { row, result, version, report } of outcomes) {
    const { kind, what } = row;
    const key = `${kind}: ${what}`;
    const entry = whats.get(key) ?? { kind, what, versions: new Set() };
    entry.versions.add(result === "cannot" ? `not run: ${report}` : major(version));
    whats.set(key, entry);
  }
  // What ran in the same versions shares a line, and a kind is named once.
  /** @type {Map<string, Map<string, string[]>>} Kind, then versions, then what. */
  const kinds = new Map();
  for (const { kind, what, versions } of whats.values()) {
    const list = [...versions].join(", ");
    const byVersions = kinds.get(kind) ?? new Map();
    kinds.set(kind, byVersions.set(list, [...(byVersions.get(list) ?? []), what]));
  }
  return [...kinds].flatMap(([kind, byVersions]) =>
    [...byVersions].map(([versions, names], index) => {
      const cells = [index === 0 ? kind : "", names.join("; "), versions];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  );
}

/**
 * As much of a version as does not change from one machine to the next.
 * @param {string} version
 */
function major(version) {
  return /^v?(0\.\d+|[1-9]\d*)\.\d+\./.exec(version)?.[1] ?? version;
}

/** @param {string} dir */
function measure(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
