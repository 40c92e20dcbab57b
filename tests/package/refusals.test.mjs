// What a refusal says of fields, in the order in which the engine itself has them.
import assert from "node:assert/strict";
import test from "node:test";
import { imported } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * The error of a call that is refused with that body.
 * @param {string} body
 * @returns {Promise<any>}
 */
function refusedWith(body) {
  const options = { accessToken: ACCESS_TOKEN, fetch: async () => answer(422, body) };
  return new ReporteiCustomers(options).show(UUID).then(
    () => assert.fail("it resolved"),
    (/** @type {unknown} */ error) => error,
  );
}

/** Every place of a body that may have messages by field. */
const PLACES = [
  (/** @type {string} */ fields) => `{"errors":${fields}}`,
  (/** @type {string} */ fields) => `{"error":{"details":${fields}}}`,
];

/** @type {[what: string, fields: string][]} */
const FIELDS = [
  ["names, as they were sent", '{"name":["N."],"is_paying":["P."],"a":["A."]}'],
  [
    "keys like integers, first and by size",
    '{"name":["N."],"10":["Ten."],"2":["Two."],"b":["B."]}',
  ],
  [
    "keys almost like integers",
    '{"02":["A."],"-1":["B."],"1.5":["C."],"4294967295":["D."],"0":["Z."]}',
  ],
  ["a key twice, where it was first", '{"name":["First."],"uuid":["U."],"name":["Last."]}'],
  ["a key that is empty", '{"":["Empty."],"name":["N."]}'],
  ["keys in other letters", '{"ação":["Ã."],"\\ud83d\\ude00":["S."],"日本":["J."]}'],
  ["keys of Object's own", '{"toString":["T."],"constructor":["C."],"hasOwnProperty":["H."]}'],
  [
    "many of them",
    `{${Array.from({ length: 300 }, (_, at) => `"f${(at * 7) % 300}":["${at}."]`)}}`,
  ],
];

for (const [what, fields] of FIELDS) {
  test(`fields keep the engine's order, and the first of them speaks: ${what}`, async () => {
    const parsed = JSON.parse(fields);
    const [first = ""] = Object.keys(parsed);
    for (const place of PLACES) {
      const error = await refusedWith(place(fields));
      assert.equal(error.kind, "validation");
      assert.deepEqual(Object.entries(error.fieldErrors), Object.entries(parsed));
      assert.equal(error.message, parsed[first][0]);
      assert.deepEqual(Object.entries(error.toJSON().fieldErrors), Object.entries(parsed));
    }
  });
}

test("a field that is called __proto__ is a field", async () => {
  for (const place of PLACES) {
    const error = await refusedWith(place('{"__proto__":["Proto."],"name":["N."]}'));
    assert.deepEqual(Object.entries(error.fieldErrors), [
      ["__proto__", ["Proto."]],
      ["name", ["N."]],
    ]);
    assert.equal(Object.getPrototypeOf(error.fieldErrors), Object.prototype);
    assert.equal(error.message, "Proto.");
    assert.ok(!Array.isArray(Object.getPrototypeOf(error)));
    assert.equal(/** @type {any} */ ({}).name, undefined);
  }
});

test("a __proto__ that is an object has words like any other field, and pollutes nothing", async () => {
  const error = await refusedWith('{"errors":{"__proto__":{"polluted":["P."]},"name":["N."]}}');
  assert.deepEqual(Object.entries(error.fieldErrors), [
    ["__proto__", ["P."]],
    ["name", ["N."]],
  ]);
  assert.equal(Object.getPrototypeOf(error.fieldErrors), Object.prototype);
  assert.equal(error.fieldErrors.polluted, undefined);
  assert.equal(error.message, "P.");
});

test("the messages of one field keep their order, and what is said for all comes before any", async () => {
  const error = await refusedWith('{"errors":{"b":["B1.","B2."],"a":"A."},"message":"All."}');
  assert.deepEqual(Object.entries(error.fieldErrors), [
    ["b", ["B1.", "B2."]],
    ["a", ["A."]],
  ]);
  assert.equal(error.message, "All.");
});

test("fields of both places are in the order of the places", async () => {
  const body = '{"error":{"details":{"a":"A.","z":"Z2."}},"errors":{"z":"Z1.","m":"M."}}';
  const error = await refusedWith(body);
  assert.deepEqual(Object.entries(error.fieldErrors), [
    ["z", ["Z1.", "Z2."]],
    ["m", ["M."]],
    ["a", ["A."]],
  ]);
});
