// Numeric defaults and limits: the types and the README say what the client's constants are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import ts from "typescript59";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { packageDir } from "../package/helpers/installed.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const types = ts.createSourceFile(
  "index.d.ts",
  readFileSync(join(packageDir, "index.d.ts"), "utf8"),
  ts.ScriptTarget.ES2022,
  true,
);
const constants = new Map(["src/options/mod.rs", "src/rules.rs"].flatMap(constantsOf));

for (const [type, option, byDefault, largest] of /** @type {const} */ ([
  ["ClientOptions", "timeoutMs", "DEFAULT_TIMEOUT_MS", "MAX_DURATION_MS"],
  ["ClientOptions", "totalTimeoutMs", "DEFAULT_TOTAL_TIMEOUT_MS", "MAX_DURATION_MS"],
  ["ClientOptions", "maxRetries", "DEFAULT_MAX_RETRIES", "MAX_RETRIES"],
  ["ClientOptions", "maxRetryDelayMs", "DEFAULT_MAX_RETRY_DELAY_MS", "MAX_DURATION_MS"],
  ["ListAllOptions", "prefetch", "DEFAULT_PREFETCH", "MAX_PREFETCH"],
  ["BulkOptions", "concurrency", "DEFAULT_CONCURRENCY", "MAX_CONCURRENCY"],
])) {
  const words = documentationOf(type, option);

  test(`the default of ${option} in the types and in the README is the client's`, () => {
    const expected = constants.get(byDefault);
    assert.ok(expected !== undefined, byDefault);
    assert.equal(numberIn(words, /Default: ([\d,]+)\./), expected, words);
    const inTable = new RegExp(`^\\| \`${option}\` \\| ([\\d,]+) \\|`, "m");
    const inProse = new RegExp(`\`${option}\`[^.]*\\bby default ([\\d,]+)`);
    const stated = numberIn(readme, inTable) ?? numberIn(readme, inProse);
    assert.equal(stated, expected, "README.md");
  });

  test(`the largest ${option} in the types is the client's`, () => {
    const expected = constants.get(largest);
    assert.ok(expected !== undefined, largest);
    assert.equal(numberIn(words, /(?:from \d+ to|at most) (\d[\d,]*)/i), expected, words);
  });
}

/**
 * The numbers that a Rust file names.
 * @param {string} file
 * @returns {[name: string, number: number][]}
 */
function constantsOf(file) {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/const (\w+): u32 = (?:([\d_]+)|i32::MAX\.unsigned_abs\(\));/g);
  return [...found].map(([, name = "", number]) => [
    name,
    number ? Number(number.replaceAll("_", "")) : 2 ** 31 - 1,
  ]);
}

/**
 * @param {string} type
 * @param {string} option
 */
function documentationOf(type, option) {
  const members = types.statements.flatMap((statement) =>
    ts.isInterfaceDeclaration(statement) && statement.name.text === type ? statement.members : [],
  );
  const member = members.find(({ name }) => name?.getText() === option);
  assert.ok(member, `${type}.${option}`);
  const comments = ts.getJSDocCommentsAndTags(member);
  return comments
    .map(({ comment }) => ts.getTextOfJSDocComment(comment))
    .join(" ")
    .replaceAll(/\s+/g, " ");
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function numberIn(text, pattern) {
  const [, number] = pattern.exec(text) ?? [];
  return number === undefined ? undefined : Number(number.replaceAll(",", ""));
}
