// What this side tells the Rust side, and what that hands over: numbers and texts alone, since each
// object that crossed would need a place in a table on the way, and code on either side to free it.

import { ReporteiError } from "../../pkg-template/error.js";
import { TEXT } from "./codes.js";
import { isObject } from "./kind.js";

/**
 * @typedef {object} Core What the Rust side can be asked, `core::Core`. Things have numbers (`held.js`).
 * @property {(place: number, sort: number, number: number, text: string) => void} set
 * @property {(table: number) => boolean} check
 * @property {() => void} invalid
 * @property {(client: number) => boolean} open
 * @property {(number: number, of: number) => void} another
 * @property {(call: number, client: number, endpoint: number) => boolean} call
 * @property {(call: number, isOver: boolean) => number} pace
 * @property {(call: number) => boolean} begin
 * @property {(call: number, status: number) => number} answer
 * @property {(call: number, status: number) => number} wrong
 * @property {(call: number, end: number) => void} fail
 * @property {(call: number) => number} next
 * @property {(walk: number) => void} walk
 * @property {(walk: number) => number} ask 0 for no page, less for an error.
 * @property {(walk: number, page: number, total: number, perPage: number, lastPage: number) => void} learn
 * @property {(now: number, isPaying: boolean, endsAt: number) => void} trial
 * @property {(number: number) => void} free
 */

/** @type {Core} */
export let core;

// What else the Rust side provides as soon as it starts.

/** @type {any[]} Texts. */
let names;
/** The fields' names of endpoints' params and of options. @type {(string[] | null)[]} */
export let tables;
/** Of the endpoints' answers, and those within: of each field the number of its own in digits, and its name. @type {any[][][]} */
export let shapes;
/** @type {string} */
export let userAgent;

/**
 * @param {object} one
 * @param {string} lines
 */
export function provide(one, lines) {
  // wasm-bindgen hands over no class, but one of it.
  core = /** @type {any} */ (one.constructor);
  const parts = /** @type {[string, string, string, string]} */ (lines.split("\n"));
  names = parts[0].split(",");
  // Behind each name is its rule, which is not this side's to read. A pattern that ignores case takes
  // engines three times as long to compile.
  tables = parts[1].split(";").map((table) => table.match(/[a-zA-Z_]+/g));
  shapes = parts[2].split(";").map((fields) => [...fields.matchAll(/(\d*)([a-zA-Z_]+)/g)]);
  userAgent = parts[3];
}

/** @type {Record<string, any>} The object that is being handed over. */
let facts = {};
/** @type {object[]} */
let events = [];

/**
 * @param {number} name
 * @param {unknown} value
 */
export function put(name, value) {
  facts[names[name]] = value;
}

/**
 * @param {number} name
 * @param {number} word Its number among the names.
 */
export function putWord(name, word) {
  put(name, names[word]);
}

/**
 * @param {number} name
 * @param {string} key
 * @param {string} text
 */
export function append(name, key, text) {
  const texts = (facts[names[name]] ??= new Map());
  texts.set(key, [...(texts.get(key) ?? []), text]);
}

/** @type {Record<string, any>} */
let others = {};

export function beginEvent() {
  others = take();
}

export function endEvent() {
  events.push(facts);
  facts = others;
}

/** What was handed over last. */
export function take() {
  const taken = facts;
  facts = {};
  return taken;
}

/** The error that was handed over last, with what this side knows of it. @param {object} [known] */
export function failure(known) {
  return new ReporteiError(/** @type {any} */ ({ ...take(), ...known }));
}

/** What is wrong with what throws when it is looked at: the error that it throws is the cause. */
export const UNREADABLE = "could not be read (see cause)";

/**
 * An error of an argument that the Rust side never saw.
 * @param {string | undefined} argument
 * @param {string} problem
 * @param {unknown} [cause]
 */
export function invalid(argument, problem, cause) {
  tell(argument);
  core.set(1, TEXT, 0, problem);
  core.invalid();
  return failure({ cause });
}

/**
 * Tells an observer of the events that were handed over.
 * @param {((event: object) => unknown) | undefined} observer
 */
export function report(observer) {
  if (observer) for (const event of events.splice(0)) notify(observer, event);
}

/**
 * Calls a caller's function, in a later microtask: whatever it does disturbs nothing, and its
 * failures are its own.
 * @param {(event: object) => unknown} observer
 * @param {object} event
 */
export function notify(observer, event) {
  Promise.resolve(event)
    .then(observer)
    .catch(() => {});
}

/** Milliseconds of a clock that is not set back, where the platform has one. */
export function clock() {
  return (globalThis.performance ?? Date).now();
}

/** @type {Headers | undefined} */
let headers;

/**
 * Of which answer the Rust side is asked next: it may look at these.
 * @param {Headers} given
 */
export function about(given) {
  headers = given;
}

/**
 * Hands over a text, where it is one.
 * @param {unknown} text
 * @param {number} [place]
 */
export function tell(text, place = 0) {
  if (typeof text === "string") core.set(place, TEXT, 0, text);
}

/** @param {string} names Of several it is the first that there is. */
export function header(names) {
  tell(
    tried(() =>
      names
        .split(",")
        .map((name) => headers?.get(name))
        .find((text) => text != null),
    ),
  );
}

/** How much of an answer that went wrong an error keeps, in UTF-16 code units. */
const MAX_BODY_UNITS = 16 * 1024;

/** @type {any} */
let parsed;
/** @type {unknown} */
let kept;
/** @type {any} Pairs of a field's name and a text. */
let said;

/**
 * @param {string} body
 */
export function see(body) {
  parsed = parse(body);
  kept =
    parsed !== undefined && body.length <= MAX_BODY_UNITS
      ? parsed
      : body.slice(0, MAX_BODY_UNITS) || undefined;
}

/**
 * Forgets the answer. Gives what an error keeps of its body: what is parsed where that is not too long,
 * or the beginning of the text.
 */
export function seen() {
  const body = kept;
  headers = kept = parsed = said = undefined;
  return body;
}

/**
 * The parsed text; nothing where it is no JSON.
 * @param {string} text
 */
export function parse(text) {
  return tried(() => JSON.parse(text));
}

/** @param {string} path */
function at(path) {
  return path.split(".").reduce((value, name) => value?.[name], parsed);
}

/** @param {string} path */
export function textAt(path) {
  // Most bodies have no such text, and an error that is thrown for it takes longer than all the rest.
  tell(tried(() => at(path)?.trim?.()));
}

/**
 * Of an object whose fields have texts or lists of texts: a text and its field's name. Gives whether
 * there are as many.
 * @param {string} path
 * @param {number} place
 */
export function saidAt(path, place) {
  if (!place) {
    const fields = at(path);
    said = Object.entries(isObject(fields) ? fields : {}).flatMap(([name, texts]) =>
      [texts].flat().flatMap((text) => (typeof text === "string" ? [[name, text.trim()]] : [])),
    );
  }
  said[place]?.forEach(tell);
  return place < said.length;
}

/**
 * @param {string} from
 * @param {string} to
 */
export function redirect(from, to) {
  const one = url(from);
  const other = url(to, from);
  tell(other && `${other.protocol}//${other.host}${other.pathname}`);
  return one?.protocol === other?.protocol && one?.host === other?.host;
}

/**
 * @param {string} given
 * @param {string} [base]
 */
export function url(given, base) {
  return tried(() => new URL(given, base));
}

/**
 * What it gives; nothing where it throws.
 * @template T
 * @param {() => T} look
 */
export function tried(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}
