/** Paths that a proxy must not be led astray by, as they go over the wire. */
import { draws } from "../campaign/draws.mjs";

/**
 * None of these is a call.
 * @param {string} uuid Of a customer that is there.
 */
export const craftedPaths = (uuid) => [
  "/",
  "//",
  "/api",
  "/api/",
  "/api//customers",
  "/apicustomers",
  "/API/customers",
  "/api/Customers",
  "/api/x/../customers",
  "/api/./customers",
  "/api\\customers",
  "/api/customers/x/..",
  "/api/customers/%2e",
  "/api/../__sandbox/journal",
  "/api/%2e%2e/__sandbox/journal",
  "/api/.%2e/__sandbox/journal",
  "/api/..\\__sandbox\\journal",
  "/api\\..\\__sandbox/journal",
  "/api/..%2f__sandbox/journal",
  "/api/..%5c__sandbox%5cjournal",
  "/api/customers/../../__sandbox/journal",
  "/api/customers/..%2f..%2f__sandbox/journal",
  "/api/customers/%2e%2e/merchants/settings",
  "/api/merchants/settings",
  "/api/customers/",
  "/api/customers//",
  `/api/customers/${uuid}/`,
  `/api/customers/${uuid}%00`,
  `/api/customers/${uuid}%0d%0a`,
  `/api/customers/${uuid};a=b`,
  `/api/customers/${uuid}/../${uuid}/integrations`,
  `/api/customers/${uuid.toUpperCase()}x`,
  `/api/customers/${uuid}\\`,
  "/api/customers%2fsettings",
  "/api/customers%3fpage=1",
  "/api/customers/settings/",
  "/api/customers/settings?x=1",
  "/api/customers?admin=1",
  "/api/customers?page=1&per_page=2&x",
  "/api/@evil.example/customers",
  "/api/customer-integrations/session",
  "/__sandbox/journal",
  "/__sandbox/inject",
  "//evil.example/api/customers",
  "/api/http://evil.example/",
  "/api/customers/%ff",
  "/api/customers/\u00ff",
];

// prettier-ignore
const PIECES = [
  "/", "//", "\\", ".", "..", "%2e", "%2e%2e", "%2f", "%5c", "%00",
  "%25", "?", "&", "=", ";", ":", "@", "api", "API", "customers",
  "settings", "update-payment-status", "__sandbox", "journal", "inject", "merchants", "evil.example", "page", "per_page", "1",
  "\u00e9", "~", "*",
];

/**
 * Paths of the pieces that calls, their neighbours and their disguises are made of.
 * @param {string[]} uuids
 * @param {number} count
 * @param {number} seed
 */
export function randomPaths(uuids, count, seed) {
  const { next, pick } = draws(seed, 1);
  const pieces = [...PIECES, ...uuids];
  return Array.from({ length: count }, () => {
    const length = 1 + Math.floor(next() * 8);
    const start = next() < 0.7 ? "/api/" : "/";
    const separator = next() < 0.5 ? "/" : "";
    return start + Array.from({ length }, () => pick(pieces)).join(separator);
  });
}
