/**
 * What the page's address asks for. The token in it opens the sandbox alone: the API's own must
 * never be in a page, nor in an address.
 * @type {import("reportei-customers").ClientOptions}
 */
export const options = /** @type {any} */ (
  Object.fromEntries(new URLSearchParams(globalThis.location.search))
);
