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

/** @param {unknown} value */
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

/**
 * The kinds of an object's fields of these names, three bits each, the first lowest.
 * @param {Record<string, unknown>} object
 * @param {string[]} names
 */
export function kinds(object, names) {
  let bits = 0;
  for (let i = 0; i < names.length; i++) bits |= kind(object[names[i]]) << (3 * i);
  return bits;
}

/**
 * @param {Record<string, unknown>} object
 * @param {string[]} names
 * @param {number} index
 */
export function field(object, names, index) {
  return object[names[index]];
}

/**
 * A caller's fields of these names, and behind them the first of another name.
 * @param {Record<string, unknown>} object
 * @param {string[]} names
 */
export function read(object, names) {
  const values = /** @type {unknown[]} */ (names.map((name) => object[name]));
  values.push(Object.keys(object).find((key) => !names.includes(key)));
  return values;
}

/**
 * Headers' names and values by turns.
 * @param {any} headers
 */
export function pairs(headers) {
  return Object.entries(plain(headers)).flat();
}

/**
 * Of a plain object, or of anything that iterates over pairs.
 * @param {any} headers
 */
function plain(headers) {
  return Symbol.iterator in headers ? Object.fromEntries(headers) : headers;
}

/**
 * A caller's object as it is now, with the headers in it.
 * @param {any} object
 */
export function copy(object) {
  if (kind(object) !== OBJECT) return object;
  const copy = { ...object };
  try {
    copy.headers &&= { ...plain(copy.headers) };
  } catch {
    // Whoever looks at them closer says what is wrong with them.
  }
  return copy;
}

/**
 * Whether the text is without halves of surrogate pairs, which would become other characters on
 * the way into wasm.
 * @param {string} text
 */
export function isText(text) {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * By its shape, so that another realm's or a mock's serves as well as the platform's.
 * @param {any} value
 */
export function isResponse(value) {
  const type = value.headers.get("content-type") ?? "";
  return (
    Number.isInteger(value.status) && typeof value.text === "function" && typeof type === "string"
  );
}

/**
 * By its shape, as above.
 * @param {any} value
 */
export function isSignal(value) {
  return (
    typeof value.aborted === "boolean" &&
    typeof value.addEventListener === "function" &&
    typeof value.removeEventListener === "function"
  );
}

/** Every browser's name for itself begins so, and no server runtime's does. */
export function isBrowser() {
  return String(globalThis.navigator?.userAgent).startsWith("Mozilla/");
}

/**
 * The URL in full and normalized: against a base, or that of the page or worker where there is one.
 * @param {string} url
 * @param {string} [base]
 */
export function resolve(url, base = globalThis.location?.href) {
  return new URL(url, base).href;
}

/**
 * A time as the API writes times, to the second; throws where it is none.
 * @param {Date | number | string} time
 */
export function timestamp(time) {
  if (/^\d{4}(-\d\d){2} \d\d(:\d\d){2}$/.test(/** @type {string} */ (time))) return time;
  // Of `null` or `true` a Date would make 1970.
  if (typeof time === "object" ? !time?.getTime : typeof time === "boolean") throw new TypeError();
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}
