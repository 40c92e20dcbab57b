// What sort of value something is, of those that JSON has.

import {
  ARRAY_KIND,
  BOOLEAN_KIND,
  INTEGER_KIND,
  MISSING_KIND,
  NULL_KIND,
  NUMBER_KIND,
  OBJECT_KIND,
  STRING_KIND,
} from "./codes.js";

/**
 * The kind of a value that JSON has.
 * @param {unknown} value
 */
export function kindOf(value) {
  switch (typeof value) {
    case "string":
      return STRING_KIND;
    case "boolean":
      return BOOLEAN_KIND;
    case "number":
      return Number.isInteger(value) ? INTEGER_KIND : NUMBER_KIND;
    case "object":
      return value === null ? NULL_KIND : Array.isArray(value) ? ARRAY_KIND : OBJECT_KIND;
    default:
      return MISSING_KIND;
  }
}

/** @param {unknown} value */
export function isObject(value) {
  return kindOf(value) === OBJECT_KIND;
}
