// Looks at parsed answers for the Rust side: what kinds of values they hold, never what that means.

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
import { core, shapes } from "./host.js";

/**
 * The kind of a value that JSON has.
 * @param {unknown} value
 */
function kindOf(value) {
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

/**
 * Hands over the kinds of what an answer holds, as `shape::check` reads them.
 * @param {any} value
 * @param {number} shape
 */
export function tellKinds(value, shape) {
  const kind = kindOf(value);
  core.kind(kind);
  if (kind !== OBJECT_KIND) return;
  const fields = /** @type {typeof shapes[0]} */ (shapes[shape]);
  let bits = 0;
  let shift = 0;
  for (const [name] of fields) {
    bits |= kindOf(value[name]) << shift;
    shift += 3;
  }
  core.kind(bits);
  for (const [name, shape] of fields) {
    // The endpoint's own is 0, which is nothing's within.
    const nested = shape && value[name];
    if (Array.isArray(nested)) {
      core.kind(nested.length);
      for (const item of nested) tellKinds(item, shape);
    } else if (kindOf(nested) === OBJECT_KIND) tellKinds(nested, shape);
  }
}

/**
 * A page with `hasNextPage`, and with `last_page` where its meta has `total_pages` in its place, so
 * that callers need one.
 * @param {any} page
 */
export function completed(page) {
  const { meta } = page;
  meta.last_page ??= meta.total_pages;
  page.hasNextPage = meta.current_page < meta.last_page;
  return page;
}
