// What sort of value something is, of those that JSON has.

/**
 * A character of `shape::Kind`.
 * @param {unknown} value
 */
export function kindOf(value) {
  if (value === null) return "l";
  if (Array.isArray(value)) return "a";
  // Of the others the first letter of "boolean", "number", "object", "string" or "undefined".
  return Number.isInteger(value) ? "0" : /** @type {string} */ ((typeof value)[0]);
}

/** @param {unknown} value */
export function isObject(value) {
  return kindOf(value) === "o";
}
