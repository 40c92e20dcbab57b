/** Names as they are typed, pasted, compared, and typed again before a deletion. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./helpers/load.mjs";

const { alreadyThere, deletePhrase, isPhrase, nameFault, parseNames } =
  await load("logic/names.ts");

test("blanks alone are no name, and 255 characters are one", () => {
  assert.equal(nameFault("   "), "empty");
  assert.equal(nameFault(`  ${"W".repeat(255)}  `), undefined);
  assert.equal(nameFault("W".repeat(256)), "too_long");
});

test("each line that is not empty is a name, whatever ends the lines", () => {
  const { names, tooLong, repeated } = parseNames(`  Zen \r\n\r\n${"W".repeat(256)}\rzen\nIpê\n`);
  assert.deepEqual(names, ["Zen", "W".repeat(256), "zen", "Ipê"]);
  assert.deepEqual(tooLong, [3]);
  assert.deepEqual(repeated, ["zen"]);
});

test("more names than the server takes are said to be too many", () => {
  assert.equal(parseNames("a\n".repeat(10_000)).tooMany, false);
  assert.equal(parseNames("a\n".repeat(10_001)).tooMany, true);
});

test("a name that a customer has already is noticed, whatever its case and white space", () => {
  assert.deepEqual(alreadyThere([" CAFÉ  aurora", "Zen"], ["Cafe\u0301 Aurora"]), [
    " CAFÉ  aurora",
  ]);
});

test("a name that turns the direction of text can be typed without what has no shape", () => {
  const phrase = deletePhrase({ name: "Padaria \u202Egpj.exe", uuid: "8f5d3c1e-6a0b" });
  assert.equal(phrase, "Padaria gpj.exe");
  assert.ok(isPhrase(" padaria  GPJ.exe", phrase));
  assert.ok(!isPhrase("padaria", phrase));
  assert.ok(!isPhrase("", phrase));
});

test("nobody is asked to type a name of many characters, or one of none", () => {
  assert.equal(deletePhrase({ name: "W".repeat(61), uuid: "8f5d3c1e-6a0b" }), "8f5d3c1e");
  assert.equal(deletePhrase({ name: "\u200B", uuid: "8f5d3c1e-6a0b" }), "8f5d3c1e");
});
