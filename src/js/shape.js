// Looks at parsed answers for the Rust side: what kinds of values they hold, never what that means.

import { OBJECT_KIND } from "./codes.js";
import { core, shapes } from "./host.js";
import { isObject, kindOf } from "./kind.js";

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
    } else if (isObject(nested)) tellKinds(nested, shape);
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
