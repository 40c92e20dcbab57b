// Looks at parsed answers for the Rust side: what kinds of values they hold, never what that means.

import { shapes } from "./host.js";
import { kindOf } from "./kind.js";

/**
 * The kinds of what an answer holds, as `shape::check` reads them.
 * @param {any} value
 * @param {number} shape
 */
export function kindsOf(value, shape) {
  let kinds = kindOf(value);
  if (kinds === "o")
    for (const [, nested, name] of /** @type {any[][]} */ (shapes[shape])) {
      const field = value[name];
      kinds += nested ? kindsOf(field, nested) : kindOf(field);
      if (nested && Array.isArray(field)) {
        for (const item of field) kinds += kindsOf(item, nested);
        kinds += "u";
      }
    }
  return kinds;
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
