// The examples of the declarations, which editors and the reference show: they compile as they stand.
import assert from "node:assert/strict";
import test from "node:test";
import { packageDir } from "../package/helpers/installed.mjs";
import { declarations } from "../types/declarations.mjs";
import { compiled } from "./compiled.mjs";

const GIVEN = ["given", "imported", "imported-from-sandbox"];

for (const language of ["js", "ts"]) {
  test(`each example in ${language} compiles under strict`, async () => {
    const examples = declarations(packageDir).flatMap(({ place, examples }) =>
      examples.map((example) => ({ ...example, place })),
    );
    const ofLanguage = examples.filter((example) => example.language === language);
    assert.ok(ofLanguage.length > 20, `${ofLanguage.length} examples in ${language}`);
    const { output, files } = await compiled(`example-${language}`, ofLanguage, GIVEN);
    const named = files.reduce(
      (text, file, index) => text.replaceAll(`${file}(`, `${ofLanguage[index]?.place} (`),
      output,
    );
    assert.equal(named, "");
  });
}
