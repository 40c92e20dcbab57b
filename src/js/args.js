// What a caller hands over, as values for the Rust side, which says whether they are what they must
// be. Whatever a getter or a proxy does is done before the first of them crosses.

import { BROKEN_TEXT, HEADER, OTHER, SIGNAL, TEXT } from "./codes.js";
import { core, failure, invalid, tables, tried, UNREADABLE } from "./host.js";
import { isObject } from "./kind.js";

/** @typedef {unknown[]} Values Each in its place, or no value there. */

/**
 * Hands the values over, for the question that follows at once.
 * @param {Values} values
 */
export function hand(values) {
  // Whether one is a signal, its getters say.
  const sorts = values.map(sortOf);
  values.forEach((/** @type {any} */ value, place) => {
    const sort = /** @type {number} */ (sorts[place]);
    core.set(place, sort, sort < TEXT ? value : 0, sort === TEXT ? value : "");
  });
}

/** What typeof says of those whose sort is their place here. */
const TYPES = ["undefined", "boolean", "number", "string", "", "function"];

/** @param {any} value */
function sortOf(value) {
  const sort = TYPES.indexOf(typeof value);
  // Surrogates that are halves of no pair would become other characters on the way into wasm.
  if (sort === TEXT && /\p{Cs}/u.test(value)) return BROKEN_TEXT;
  if (sort !== -1) return sort;
  // By its shape, so that another realm's or a polyfill's serves as well as the platform's.
  const isSignal = tried(
    () =>
      typeof value.aborted === "boolean" &&
      typeof value.addEventListener === "function" &&
      typeof value.removeEventListener === "function",
  );
  return isSignal ? SIGNAL : OTHER;
}

/**
 * Reads a caller's object by the fields of a table: puts their values with the others, from that place
 * on, and gives a copy, so that changing the object later changes nothing. It is without tokens, and
 * the names of headers are in lower case.
 * @param {Values} values
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
  const known = /** @type {string[]} */ (tables[table]);
  const [keys, found] = reading(argument, () =>
    isObject(given) ? [Object.keys(given), known.map((name) => given[name])] : [],
  );
  if (!keys) throw invalid(argument, "must be an object");
  for (const key of keys) {
    if (!known.includes(key))
      throw invalid(key, `is not known here: there are ${known.join(", ")}`);
  }
  known.forEach((name, index) => {
    const value = found?.[index];
    if (value === undefined) return;
    values[place + index] = value;
    if (typeof value !== "string" || !/Token$/.test(name)) copy[name] = value;
  });
  if (copy.headers !== undefined) copy.headers = checkedHeaders(copy.headers);
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
    throw invalid(argument, UNREADABLE, cause);
  }
}

/** @param {any} headers */
function checkedHeaders(headers) {
  const pairs = reading("headers", () =>
    Object.entries(Symbol.iterator in headers ? Object.fromEntries(headers) : headers),
  );
  for (const pair of pairs) check(pair, HEADER);
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * Throws what is wrong with values.
 * @param {Values} values
 * @param {number} table
 */
function check(values, table) {
  hand(values);
  if (!core.check(table)) throw failure();
}

/**
 * A copy of an object that is checked by a table.
 * @param {any} given
 * @param {string} argument
 * @param {number} table
 */
export function checked(given, argument, table) {
  /** @type {Values} */
  const values = [];
  const copy = read(values, given, argument, table, 0);
  check(values, table);
  return copy;
}
