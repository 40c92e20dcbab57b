/** The names that the web's own checks look for. */
const NAMES = new Map(Object.entries({ aborted: "AbortError", timeout: "TimeoutError" }));
/** The same in every copy of the package. */
const BRAND = Symbol.for("reportei-customers.error");
/** What an error gives to who asks for it alone. @type {WeakMap<object, any>} */
const hidden = new WeakMap();

/**
 * Defined and not assigned: an assignment over what a frozen prototype has throws.
 * @type {(object: object, values: Record<string, unknown>, enumerable: boolean) => void}
 */
function define(object, values, enumerable) {
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
  }
}

/** An error of what is shown of one. @type {(shown: any) => unknown} */
function errorOf(shown) {
  if (typeof shown !== "object" || !shown) return shown;
  const { message, code, cause, errors, ...rest } = shown;
  const error = new Error(message);
  define(error, { ...rest, cause: errorOf(cause), errors: errors?.map(errorOf) }, false);
  define(error, { code }, true);
  return error;
}

/** What every call rejects with; documented in the type declarations. */
export class ReporteiError extends Error {
  /** @param {{ kind: string, message: string } & Record<string, any>} details */
  constructor({ message, cause, reason, created, originalCause, fieldErrors, ...shown }) {
    super(message);
    hidden.set(this, { cause, created, originalCause });
    const name = NAMES.get(shown.kind) ?? "ReporteiError";
    define(this, { name, cause: reason ?? errorOf(cause), digest: cause?.digest }, false);
    define(this, shown, true);
    define(this, { fieldErrors: Object.fromEntries(fieldErrors ?? []) }, !!fieldErrors);
  }

  static fromJSON(/** @type {any} */ { name, fieldErrors, ...details }) {
    const fields = Object.entries(fieldErrors);
    return new ReporteiError({ ...details, fieldErrors: fields.length ? fields : undefined });
  }

  get [BRAND]() {
    return true;
  }

  get created() {
    return hidden.get(this)?.created;
  }

  get originalCause() {
    return hidden.get(this)?.originalCause;
  }

  /** Without what is hidden, and without the cause's stacks. */
  toJSON() {
    const { name, message, fieldErrors } = /** @type {any} */ (this);
    const named = JSON.stringify(hidden.get(this), (key, value) =>
      key === "stack" || key === "created" || key === "originalCause" ? undefined : value,
    );
    return { name, message, fieldErrors, .../** @type {object} */ (this), ...JSON.parse(named) };
  }
}

/** Whether it is one, of any copy of the package and any realm. @param {unknown} error */
export function isReporteiError(error) {
  return typeof error === "object" && error !== null && BRAND in error;
}
