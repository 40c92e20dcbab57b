/** The names that the web's own checks look for. */
const NAMES = new Map([
  ["aborted", "AbortError"],
  ["timeout", "TimeoutError"],
]);

/** What every call rejects with; documented in the type declarations. */
export class ReporteiError extends Error {
  /**
   * @param {{ kind: string, message: string, fieldErrors: [string, string[]][] } & Record<string, unknown>} details
   */
  constructor({ message, cause, fieldErrors, ...details }) {
    super(message, cause === undefined ? undefined : { cause });
    for (const [key, value] of Object.entries(details)) {
      if (value !== undefined) Object.defineProperty(this, key, property(value, true));
    }
    const byField = Object.fromEntries(fieldErrors);
    Object.defineProperty(this, "fieldErrors", property(byField, fieldErrors.length > 0));
    Object.defineProperty(
      this,
      "name",
      property(NAMES.get(details.kind) ?? "ReporteiError", false),
    );
  }
}

/**
 * @param {unknown} value
 * @param {boolean} enumerable whether inspecting the error shows it
 */
function property(value, enumerable) {
  return { value, enumerable, configurable: true, writable: true };
}

/**
 * Turns the details that a call in wasm rejects with into the error. It is made here, behind an
 * await, because that is how engines find the caller's line: a stack taken in wasm ends there.
 * @param {Promise<unknown>} call
 */
export async function settle(call) {
  try {
    return await call;
  } catch (details) {
    throw new ReporteiError(/** @type {any} */ (details));
  }
}
