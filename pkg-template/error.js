/** The names that the web's own checks look for. */
/** @type {Record<string, string>} */
const NAMES = { aborted: "AbortError", timeout: "TimeoutError" };
/** The same in every copy of the package. */
const BRAND = Symbol.for("reportei-customers.error");

/** What every call rejects with; documented in the type declarations. */
export class ReporteiError extends Error {
  /**
   * @param {{ kind: string, message: string, fieldErrors?: [field: string, message: string][] } & Record<string, unknown>} details
   */
  constructor({ message, cause, fieldErrors = [], created, ...details }) {
    super(message, cause === undefined ? undefined : { cause });
    for (const [key, value] of Object.entries(details)) {
      if (value !== undefined) /** @type {any} */ (this)[key] = value;
    }
    /** @type {Map<string, string[]>} */
    const fields = new Map();
    for (const [field, said] of fieldErrors)
      fields.set(field, [...(fields.get(field) ?? []), said]);
    define(this, "fieldErrors", Object.fromEntries(fields), fields.size > 0);
    define(this, "name", NAMES[details.kind] ?? "ReporteiError", false);
    // Whoever looks for it finds it; whatever prints or serializes the error does not.
    if (created !== undefined) define(this, "created", created, false);
  }

  get [BRAND]() {
    return true;
  }

  /** Without `cause`, which is anybody's, and without what is hidden. */
  toJSON() {
    return { name: this.name, message: this.message, fieldErrors: {}, ...this };
  }
}

/**
 * Whether it is a `ReporteiError` of any copy of the package.
 * @param {unknown} error
 */
export function isReporteiError(error) {
  return error instanceof Error && BRAND in error;
}

/**
 * @param {object} object
 * @param {string} key
 * @param {unknown} value
 * @param {boolean} enumerable whether inspecting the object shows it
 */
function define(object, key, value, enumerable) {
  Object.defineProperty(object, key, { value, enumerable, configurable: true, writable: true });
}
