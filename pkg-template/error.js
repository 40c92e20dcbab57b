/** The names that the web's own checks look for. */
/** @type {Record<string, string>} */
const NAMES = { aborted: "AbortError", timeout: "TimeoutError" };
/** The same in every copy of the package. */
const BRAND = Symbol.for("reportei-customers.error");

/** What every call rejects with; documented in the type declarations. */
export class ReporteiError extends Error {
  /**
   * @param {{ kind: string, message: string, fieldErrors?: Map<string, string[]> } & Record<string, unknown>} details
   */
  constructor({ message, cause, fieldErrors, created, ...shown }) {
    super(message);
    if (fieldErrors) shown.fieldErrors = Object.fromEntries(fieldErrors);
    // Whoever looks for these finds them; whatever prints or serializes the error does not.
    const name = NAMES[shown.kind] ?? "ReporteiError";
    const hidden = { fieldErrors: {}, name, cause, created };
    for (const [key, value] of Object.entries({ ...hidden, ...shown })) {
      if (value === undefined) continue;
      /** @type {any} */ (this)[key] = value;
      if (!(key in shown)) Object.defineProperty(this, key, { enumerable: false });
    }
  }

  get [BRAND]() {
    return true;
  }

  /** Without `cause`, which is anybody's, and without what is hidden. */
  toJSON() {
    return {
      name: this.name,
      message: this.message,
      fieldErrors: {},
      .../** @type {object} */ (this),
    };
  }
}

/**
 * Whether it is a `ReporteiError` of any copy of the package.
 * @param {unknown} error
 */
export function isReporteiError(error) {
  return error instanceof Error && BRAND in error;
}
