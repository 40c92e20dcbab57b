// What users and maintainers read names files, places in them and commands: they exist.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { LAYERS } from "../run/layers.mjs";

const DOCUMENTS = [
  "README.md",
  ...readdirSync(join(root, ".github"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `.github/${name}`),
  "pkg-template/README.md",
  "pkg-template/CHANGELOG.md",
  "pkg-template/docs/retries.md",
  "examples-web/console/README.md",
];

for (const path of DOCUMENTS) {
  const text = readFileSync(join(root, path), "utf8");

  test(`${path} names files that exist`, () => {
    const named = text.matchAll(
      /(?<![\w./-])(?:src|tests|pkg-template|examples-web|\.github)\/[\w./-]*[\w/]/g,
    );
    const missing = [...named]
      .map(([file]) => file)
      .filter((file) => !existsSync(join(root, file)));
    assert.deepEqual(missing, []);
  });

  test(`${path} links to places that exist`, () => {
    for (const [, link = ""] of text.matchAll(/\]\((?!https:)([^)]+)\)/g)) {
      const [file = "", anchor] = link.split("#");
      const target = file ? join(root, dirname(path), file) : join(root, path);
      assert.ok(existsSync(target), link);
      if (anchor) assert.ok(anchors(readFileSync(target, "utf8")).includes(anchor), link);
    }
  });

  test(`${path} names scripts and layers that exist`, () => {
    const scripts = scriptsFor(path);
    for (const [command, script = ""] of text.matchAll(/\bnpm run ([\w:-]+)/g)) {
      assert.ok(scripts[script], command);
    }
    const names = LAYERS.map(({ name }) => name);
    for (const [, only = ""] of text.matchAll(/npm test -- --only ([\w,-]+)/g)) {
      for (const layer of only.split(",")) assert.ok(names.includes(layer), layer);
    }
  });
}

test("each defence of the security policy names the test that shows it", () => {
  const policy = readFileSync(join(root, ".github/SECURITY.md"), "utf8");
  const rows = policy.split("\n").filter((line) => /^\| [A-Z]/.test(line));
  assert.ok(rows.length > 15, `${rows.length} defences`);
  for (const row of rows) assert.match(row.split("|").at(-2) ?? "", /`(tests|pkg-template)\//, row);
});

/**
 * The scripts of the console's own package for its pages, and else the repository's.
 * @param {string} path
 * @returns {Record<string, string>}
 */
function scriptsFor(path) {
  const own = path.startsWith("examples-web/console/") ? "examples-web/console" : "";
  return JSON.parse(readFileSync(join(root, own, "package.json"), "utf8")).scripts;
}

/**
 * The anchors that a forge gives to a document's headings.
 * @param {string} markdown
 */
function anchors(markdown) {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
