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
    `The tarball (${files} files, ${size} unpacked) was installed, built where there is something to build, and made all seven calls over HTTP, without any configuration, in each of these:`,
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
  /** @type {Map<string, Map<string, string[]>>} Kind, then what, then versions. */
  const kinds = new Map();
  for (const { row, result, version, report } of outcomes) {
    const whats = kinds.get(row.kind) ?? new Map();
    const versions = whats.get(row.what) ?? [];
    versions.push(result === "cannot" ? `not run: ${report}` : major(version));
    kinds.set(row.kind, whats.set(row.what, versions));
  }
  return [...kinds].flatMap(([kind, whats]) =>
    [...whats].map(([what, versions], index) => {
      const cells = [index === 0 ? kind : "", what, [...new Set(versions)].join(", ")];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  );
}

/**
 * As much of a version as does not change from one machine to the next.
 * @param {string} version
 */
function major(version) {
  return /^v?(0\.\d+|[1-9]\d*)\.\d/.exec(version)?.[1] ?? version;
}

/** @param {string} dir */
function measure(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
