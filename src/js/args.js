// What a caller hands over, as values for the Rust side, which says whether they are what they must
// be. Whatever a getter or a proxy does is done before the first of them crosses.

import { core, failure, invalid, isObject, rust } from "./host.js";
import { HEADER } from "./tables.js";

/** The sorts of `param::Value`. */
const NOTHING = 0;
const FLAG = 1;
const NUMBER = 2;
export const TEXT = 3;
const BROKEN_TEXT = 4;
const FUNCTION = 5;
const SIGNAL = 6;
const OTHER = 7;

/** @typedef {[place: number, sort: number, number: number, text: string]} Value */

/**
 * A value, for that place.
 * @param {number} place
 * @param {any} value
 * @returns {Value}
 */
export function valueAt(place, value) {
  const sort = sortOf(value);
  return [place, sort, sort === FLAG || sort === NUMBER ? +value : 0, sort === TEXT ? value : ""];
}

/** @param {unknown} value */
function sortOf(value) {
  switch (typeof value) {
    case "undefined":
      return NOTHING;
    case "boolean":
      return FLAG;
    case "number":
      return NUMBER;
    case "string":
      // Halves of surrogate pairs would become other characters on the way into wasm.
      return /[\ud800-\udfff]/u.test(value) ? BROKEN_TEXT : TEXT;
    case "function":
      return FUNCTION;
    default:
      return isSignal(value) ? SIGNAL : OTHER;
  }
}

/**
 * By its shape, so that another realm's or a polyfill's serves as well as the platform's.
 * @param {any} value
 */
function isSignal(value) {
  try {
    return (
      typeof value.aborted === "boolean" &&
      typeof value.addEventListener === "function" &&
      typeof value.removeEventListener === "function"
    );
  } catch {
    return false;
  }
}

/**
 * Reads a caller's object by the fields of a table: adds their values to the others, from that place
 * on, and gives a copy, so that changing the object later changes nothing. It is without tokens.
 * @param {Value[]} values
 * @param {any} given
 * @param {string} argument What errors call it.
 * @param {number} table
 * @param {number} place
 * @returns {Record<string, any>}
 */
export function read(values, given, argument, table, place) {
  /** @type {Record<string, any>} */
  const copy = {};
  if (given === undefined) return copy;
  const known = rust.tables[table] ?? [];
  if (!reading(argument, () => isObject(given))) throw invalid(argument, "must be an object");
  const keys = reading(argument, () => Object.keys(given));
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw invalid(unknown, `is not known here: there are ${known.join(", ")}`);
  }
  known.forEach((name, index) => {
    const value = reading(argument, () => given[name]);
    if (value === undefined) return;
    values.push(valueAt(place + index, value));
    if (typeof value !== "string" || !name.endsWith("Token")) copy[name] = value;
  });
  return copy;
}

/**
 * @template T
 * @param {string} argument
 * @param {() => T} look
 */
function reading(argument, look) {
  try {
    return look();
  } catch (cause) {
    throw invalid(argument, "could not be read (see cause)", cause);
  }
}

/**
 * Hands the values over, for the question that follows at once.
 * @param {Value[]} values
 */
export function hand(values) {
  for (const value of values) core.set(...value);
}

/**
 * Checks the headers of a copy of options, and puts pairs in their place: names in lower case.
 * @param {Record<string, any>} options
 */
export function checkHeaders(options) {
  const { headers } = options;
  if (headers === undefined) return;
  const pairs = reading("headers", () =>
    Object.entries(Symbol.iterator in headers ? Object.fromEntries(headers) : headers),
  );
  for (const [name, value] of pairs) {
    hand([valueAt(0, name), valueAt(1, value)]);
    if (!core.check(HEADER)) throw failure();
  }
  options.headers = pairs.map(([name, value]) => [name.toLowerCase(), value]);
}

/**
 * A copy of an object that is checked by a table.
 * @param {any} given
 * @param {string} argument
 * @param {number} table
 */
export function checked(given, argument, table) {
  /** @type {Value[]} */
  const values = [];
  const copy = read(values, given, argument, table, 0);
  checkHeaders(copy);
  hand(values);
  if (!core.check(table)) throw failure();
  return copy;
}
