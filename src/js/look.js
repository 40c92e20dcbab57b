// Looks at values for the Rust side: what they are, never what that means. Each of these would
// otherwise cost a crossing from wasm for every field of every customer.

/** The codes of `shape::Kind`. */
const MISSING = 0;
const NULL = 1;
const BOOLEAN = 2;
const INTEGER = 3;
const NUMBER = 4;
const STRING = 5;
const ARRAY = 6;
const OBJECT = 7;

/**
 * The kind of a value that JSON has.
 * @param {unknown} value
 */
export function kind(value) {
  switch (typeof value) {
    case "string":
      return STRING;
    case "boolean":
      return BOOLEAN;
    case "number":
      return Number.isInteger(value) ? INTEGER : NUMBER;
    case "object":
      return value === null ? NULL : Array.isArray(value) ? ARRAY : OBJECT;
    default:
      return MISSING;
  }
}

/** @type {Map<number, string[]>} The shapes' field names, by the shapes' addresses in wasm. */
const shapes = new Map();
const NOT_INTRODUCED = 0xffffffff;

/**
 * @param {number} shape
 * @param {string} names
 */
export function introduce(shape, names) {
  shapes.set(shape, names.split(", "));
}

/**
 * The kinds of an object's fields that a shape names, three bits each, the first lowest.
 * @param {Record<string, unknown>} object
 * @param {number} shape
 */
export function kinds(object, shape) {
  const names = shapes.get(shape);
  if (!names) return NOT_INTRODUCED;
  let bits = 0;
  for (let i = 0; i < names.length; i++) bits |= kind(object[names[i]]) << (3 * i);
  return bits;
}

/** The codes of `param::Value`, as `args::value` reads them. */
const NOTHING = 0;
const FLAG = 1;
const ANY_NUMBER = 2;
const TEXT = 3;
const BROKEN_TEXT = 4;
const FUNCTION = 5;
const SIGNAL = 6;
const OTHER = 7;

/**
 * The sort of a value that a caller handed over.
 * @param {unknown} value
 */
export function sort(value) {
  switch (typeof value) {
    case "undefined":
      return NOTHING;
    case "boolean":
      return FLAG;
    case "number":
      return ANY_NUMBER;
    case "string":
      // Halves of surrogate pairs would become other characters on the way into wasm.
      return /\p{Surrogate}/u.test(value) ? BROKEN_TEXT : TEXT;
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
 * A caller's object: a copy of its fields of these names; or the first other name that it has; or
 * nothing, where it is no object.
 * @param {any} object
 * @param {string} names
 */
export function copy(object, names) {
  if (object === undefined) return {};
  if (kind(object) !== OBJECT) return undefined;
  const known = names.split(", ");
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) return unknown;
  /** @type {Record<string, unknown>} */
  const copied = {};
  for (const name of known) {
    const value = object[name];
    if (value !== undefined) copied[name] = value;
  }
  return copied;
}

/**
 * @param {Record<string, unknown> | null | undefined} object
 * @param {string} name
 */
export function field(object, name) {
  return object?.[name];
}

/**
 * @param {Record<string, unknown>} object
 * @param {string} name
 * @param {unknown} value
 */
export function put(object, name, value) {
  object[name] = value;
}

/**
 * @param {Record<string, any>} object
 * @param {string} name
 * @param {string} key
 * @param {string} text
 */
export function append(object, name, key, text) {
  (object[name] ??= []).push([key, text]);
}

/** How much of an answer that went wrong an error keeps, in UTF-16 code units. */
const MAX_BODY_UNITS = 16 * 1024;

/**
 * What an error keeps of a body: what is parsed where that is not too long, or the beginning of the
 * text; nothing of an empty one.
 * @param {string} text
 * @param {unknown} parsed
 */
export function head(text, parsed) {
  if (parsed !== undefined && text.length <= MAX_BODY_UNITS) return parsed;
  return text.slice(0, MAX_BODY_UNITS) || undefined;
}

/**
 * Headers as pairs of name and value: those of a plain object, or of anything that iterates over
 * pairs.
 * @param {any} headers
 */
export function pairs(headers) {
  return Object.entries(Symbol.iterator in headers ? Object.fromEntries(headers) : headers);
}

/** Milliseconds of a clock that is not set back, where the platform has one. */
export function clock() {
  return (globalThis.performance ?? Date).now();
}

/**
 * Whether it says itself when a request may be sent.
 * @param {any} value
 */
export function isLimiter(value) {
  try {
    return typeof value.acquire === "function";
  } catch {
    return false;
  }
}

/** Every browser's name for itself begins so, and no server runtime's does. */
export function isBrowser() {
  return String(globalThis.navigator?.userAgent).startsWith("Mozilla/");
}

/**
 * The parsed text; nothing where it is no JSON.
 * @param {string} text
 */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What a base URL is, in full: against that of the page or worker where there is one. Nothing where
 * it is no URL.
 * @param {string} given
 */
export function address(given) {
  try {
    const url = new URL(given, globalThis.location?.href);
    return [url.href, url.protocol, url.hostname, url.username + url.password];
  } catch {
    return [];
  }
}

/**
 * Where a redirect leads to: the URL, the same without what may be a secret, and whether it is of
 * the same origin. Nothing where it leads nowhere.
 * @param {string} url
 * @param {string} location
 */
export function target(url, location) {
  try {
    const from = new URL(url);
    const { href, protocol, host, pathname } = new URL(location, url);
    const shown = `${protocol}//${host}${pathname}`;
    return [href, shown, protocol === from.protocol && host === from.host];
  } catch {
    return [];
  }
}

/**
 * Gives a page `hasNextPage`, and `last_page` where its meta has `total_pages` in its place, so
 * that callers need one.
 * @param {any} page
 */
export function completePage(page) {
  const { meta } = page;
  meta.last_page ??= meta.total_pages;
  page.hasNextPage = meta.current_page < meta.last_page;
}

/**
 * A time as the API writes times, to the second; nothing where it is none.
 * @param {any} time
 */
export function timestamp(time) {
  try {
    if (/^\d{4}(-\d\d){2} \d\d(:\d\d){2}$/.test(time)) return time;
    // Of `null` or `true` a Date would make 1970.
    if (typeof time === "object" ? !time?.getTime : typeof time === "boolean") return undefined;
    return new Date(time).toISOString().slice(0, 19).replace("T", " ");
  } catch {
    return undefined;
  }
}
