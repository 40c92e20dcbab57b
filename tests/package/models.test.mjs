// The check of answers against the declared types: what a type allows passes, and nothing else does.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import ts from "typescript59";
import { ROWS, argumentsOf } from "../support/endpoints.mjs";
import { imported, packageDir } from "./helpers/installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** @typedef {import("../support/endpoints.mjs").Row} Row */
/** @typedef {(string | number)[]} Path */

/** The methods that are no endpoint's. */
const OTHERS = [
  ...["listAll", "findUnconfirmed", "free"],
  ...["createMany", "updateMany", "deleteMany", "updatePaymentStatusMany"],
];

const file = join(packageDir, "index.d.ts");
const program = ts.createProgram([file], {
  strict: true,
  exactOptionalPropertyTypes: true,
  lib: ["lib.es2022.d.ts"],
  types: [],
});
const checker = program.getTypeChecker();

/** The methods of the declared class, by their names. */
const METHODS = (() => {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  assert.ok(module);
  const symbol = checker
    .getExportsOfModule(module)
    .find(({ name }) => name === "ReporteiCustomers");
  assert.ok(symbol);
  const methods = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  return new Map(methods.map((method) => [method.name, method]));
})();

test("the class has a method for each row, and no others but those of several calls", () => {
  const rows = ROWS.map(({ call }) => call);
  // TypeScript's own names, of symbols, begin with underscores.
  const declared = [...METHODS.keys()].filter((name) => !name.startsWith("__"));
  assert.deepEqual(declared.sort(), [...rows, ...OTHERS].sort());
  for (const name of rows) assert.equal(typeof ReporteiCustomers.prototype[name], "function");
});

/** A value of each type of JSON, and none. */
const SAMPLES = [undefined, null, true, 7, 1.5, "text", [], {}];

/**
 * Whether a type allows a value. Nothing is declared of whole numbers, and all of the API's are whole.
 * @param {import("typescript59").Type} type
 * @param {boolean} isOptional
 * @param {unknown} value
 */
function allows(type, isOptional, value) {
  const inner = checker.getNonNullableType(type);
  const fits = (/** @type {import("typescript59").Type} */ other) =>
    checker.isTypeAssignableTo(other, type);
  if (value === undefined) return isOptional;
  if (value === null) return fits(checker.getNullType());
  if (typeof value === "boolean") return fits(checker.getBooleanType());
  if (typeof value === "number") return value === 7 && fits(checker.getNumberType());
  if (typeof value === "string") return fits(checker.getStringType());
  return Array.isArray(value) && checker.isArrayType(inner);
}

/**
 * The fields of an example with their declared types, and those of the objects inside.
 * @param {import("typescript59").Type} type
 * @param {any} example
 * @param {Path} path
 * @returns {{ path: Path, type: import("typescript59").Type, isOptional: boolean }[]}
 */
function fieldsOf(type, example, path) {
  const inner = checker.getNonNullableType(type);
  if (Array.isArray(example)) {
    const [item] = checker.getTypeArguments(/** @type {any} */ (inner));
    assert.ok(item && example.length, `${path.join(".")} has an item`);
    return fieldsOf(item, example[0], [...path, 0]);
  }
  if (typeof example !== "object" || example === null) return [];
  const properties = checker.getPropertiesOfType(inner);
  const names = properties.map(({ name }) => name);
  const unknown = Object.keys(example).filter((name) => !names.includes(name));
  assert.deepEqual(unknown, [], `what is in ${path.join(".")} is declared`);
  return properties.flatMap((property) => {
    const field = {
      path: [...path, property.name],
      type: checker.getTypeOfSymbol(property),
      isOptional: Boolean(property.flags & ts.SymbolFlags.Optional),
    };
    return [field, ...fieldsOf(field.type, example[property.name], field.path)];
  });
}

/**
 * A copy with another value at that path.
 * @param {any} original
 * @param {Path} path
 * @param {unknown} value
 */
function changed(original, path, value) {
  const copy = structuredClone(original);
  const holder = path.slice(0, -1).reduce((object, step) => object[step], copy);
  const name = /** @type {string | number} */ (path.at(-1));
  if (value === undefined) delete holder[name];
  else holder[name] = value;
  return copy;
}

/**
 * The call, answered with that body.
 * @param {Row} row
 * @param {unknown} body
 */
function answered(row, body) {
  const fetch = () => answer(row.status, JSON.stringify(body));
  const options = { accessToken: ACCESS_TOKEN, customerToken: CUSTOMER_TOKEN, fetch };
  return new ReporteiCustomers(options)[row.call](...argumentsOf(row, UUID));
}

for (const row of ROWS) {
  test(`${row.call} resolves with what its type allows, and rejects all else`, async () => {
    const method = METHODS.get(row.call);
    const [signature] = method ? checker.getTypeOfSymbol(method).getCallSignatures() : [];
    const type = signature && checker.getAwaitedType(signature.getReturnType());
    assert.ok(type);
    const inside = row.envelope ? [row.envelope] : [];
    const example = row.envelope ? row.answer[row.envelope] : row.answer;
    const given = await answered(row, row.answer);
    // What the client adds is not the API's.
    const isAdded = (/** @type {Path} */ [name = ""]) => name in given && !(name in example);
    const fields = fieldsOf(type, example, []).filter(({ path }) => !isAdded(path));
    assert.ok(fields.length);
    for (const { path, type, isOptional } of fields) {
      for (const value of SAMPLES) {
        const what = `${path.join(".")} as ${JSON.stringify(value)}`;
        const body = changed(row.answer, [...inside, ...path], value);
        const kind = await answered(row, body).then(
          () => "resolved",
          (/** @type {any} */ error) => error.kind,
        );
        // Another id is another customer's.
        const isOther = row.path.includes("{uuid}") && path.join(".") === "uuid" && value !== UUID;
        const isAllowed = allows(type, isOptional, value) && !isOther;
        assert.equal(kind, isAllowed ? "resolved" : "decode", what);
      }
    }
  });
}
