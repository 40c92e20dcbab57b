// The declarations as users get them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import ts from "typescript59";
import { packageDir } from "../package/helpers/installed.mjs";
import { declarations } from "./declarations.mjs";
import { DECLARATIONS, report, reportFile } from "./report.mjs";

test("the public types are those of the API report", () => {
  assert.equal(
    report(packageDir),
    readFileSync(reportFile, "utf8"),
    "the public types changed: if that is meant, run `npm run build` and `npm run api-report`",
  );
});

test("there is no any in the public types", () => {
  const names = Object.values(DECLARATIONS).map((file) => join(packageDir, file));
  const program = ts.createProgram(names, { strict: true, lib: ["lib.es2022.d.ts"], types: [] });
  const checker = program.getTypeChecker();
  let seen = 0;
  for (const name of names) {
    const file = program.getSourceFile(name);
    assert.ok(file, name);
    visit(file);
  }
  assert.ok(seen > 200, `${seen} types were looked at`);

  /** @param {import("typescript59").Node} node */
  function visit(node) {
    if (ts.isTypeNode(node) || ts.isParameter(node) || ts.isPropertySignature(node)) {
      seen += 1;
      const { flags } = checker.getTypeAtLocation(node);
      assert.ok(!(flags & ts.TypeFlags.Any), `any: ${node.parent.getText()}`);
    }
    ts.forEachChild(node, visit);
  }
});

test("all that the public types export, members included, has words and an example of its own", () => {
  const all = declarations(packageDir);
  assert.ok(all.length > 100, `${all.length} declarations were looked at`);
  for (const { place, hasWords, examples } of all) {
    assert.ok(hasWords, place);
    assert.ok(examples.length, `${place} has no @example`);
  }
});

test("errors are documented by @throws, and not by a heading, which editors print as one", () => {
  for (const file of Object.values(DECLARATIONS)) {
    const text = readFileSync(join(packageDir, file), "utf8");
    assert.doesNotMatch(text, /^ *\* #/m, file);
    assert.match(text, /@throws/, file);
  }
});

test("the types of CommonJS are the same", () => {
  for (const file of Object.values(DECLARATIONS)) {
    const text = readFileSync(join(packageDir, file), "utf8");
    const twin = readFileSync(join(packageDir, file.replace(/ts$/, "cts")), "utf8");
    assert.equal(twin.replaceAll('.cjs"', '.js"'), text, file);
  }
});
