//! What calls reject with: a union by `kind`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * What every kind of error has.
 *
 * @example
 * ```ts
 * import type { ReporteiErrorBase } from "reportei-customers";
 *
 * const line = ({ message, attempts, requestId }: ReporteiErrorBase) =>
 *   `${message} (attempts: ${attempts}, request: ${requestId ?? "unknown"})`;
 * await reportei.show(uuid).catch((error) => {
 *   if (isReporteiError(error)) console.log(line(error));
 * });
 * ```
 */
export interface ReporteiErrorBase extends Error, Readonly<Omit<ReporteiErrorDetails, "message" | "kind" | "argument" | "path" | "retryAfterMs" | "limit" | "remaining" | "rolledBack">> {
  /**
   * The answer's body where one came, tokens masked: parsed if it was JSON of at most 16 KiB and 64
   * levels, else the first 16 KiB of its text.
   */
  readonly body?: unknown;
  /**
   * What led to it, fit to be printed: of an error a copy of its name, message, code, stack and
   * causes, tokens masked. Of the kind `aborted` the signal's own reason.
   */
  readonly cause?: unknown;
  /** What led to it, as it was thrown. It may hold tokens. Neither printed, serialized nor cloned. */
  readonly originalCause?: unknown;
  /** The mark of a framework's own error, by which it knows it again: Next.js marks what its `fetch` throws. */
  readonly digest?: string;
  /** A plain object without secrets, which crosses `postMessage`: see `ReporteiError.fromJSON`. */
  toJSON(): Record<string, unknown>;
}

/**
 * `kind: "invalid_argument"`: an option or argument is not what it must be.
 *
 * @example
 * ```js
 * try {
 *   new ReporteiCustomers({ accessToken, timeoutMs: -1 });
 * } catch (error) {
 *   if (isReporteiError(error) && error.kind === "invalid_argument") console.log(error.argument);
 * }
 * ```
 */
export interface InvalidArgumentError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "argument">> {
  /** Which kind it is. */
  readonly kind: "invalid_argument";
}

/**
 * `kind: "rate_limit"`: too many calls.
 *
 * @example
 * ```js
 * await reportei.list().catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "rate_limit") throw error;
 *   console.log(`Try again in ${error.retryAfterMs ?? 60_000} ms.`);
 * });
 * ```
 */
export interface RateLimitError extends ReporteiErrorBase, Readonly<Pick<ReporteiErrorDetails, "retryAfterMs" | "limit" | "remaining">> {
  /** Which kind it is. */
  readonly kind: "rate_limit";
}

/**
 * `kind: "decode"`: a success whose body is not what the API's contract says.
 *
 * @example
 * ```js
 * await reportei.show(uuid).catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "decode") throw error;
 *   console.log(`The API's answer is wrong at "${error.path}".`);
 * });
 * ```
 */
export interface DecodeError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: "decode";
  /** The path of the first field that is not: `"data[3].uuid"`; empty for the body itself. */
  readonly path: string;
  /** Of a `create`: whatever there is of the customer, its token included. Neither printed nor serialized. */
  readonly created?: unknown;
}

/**
 * `kind: "token_not_stored"`: a customer was created, and `storeToken` failed.
 *
 * @example
 * ```js
 * const storeToken = () => {
 *   throw new Error("The database is full.");
 * };
 * await reportei.create({ name: "Padaria" }, { storeToken }).catch((error) => {
 *   if (!isReporteiError(error) || error.kind !== "token_not_stored") throw error;
 *   console.log(error.rolledBack ? "The customer is deleted again." : error.created?.uuid);
 * });
 * ```
 */
export interface TokenNotStoredError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: "token_not_stored";
  /** Whether the customer was deleted again. */
  readonly rolledBack: boolean;
  /** The customer with its token, if it was not deleted. Neither printed nor serialized. */
  readonly created?: CreatedCustomer;
}

/**
 * Any other kind.
 *
 * @example
 * ```ts
 * import type { OtherReporteiError } from "reportei-customers";
 *
 * const mayComeBack = ({ kind }: OtherReporteiError) => kind === "network" || kind === "timeout";
 * ```
 */
export interface OtherReporteiError extends ReporteiErrorBase {
  /** Which kind it is. */
  readonly kind: Exclude<ReporteiErrorKind, "invalid_argument" | "rate_limit" | "decode" | "token_not_stored">;
}

/**
 * What every call rejects with, and what the constructor throws: `kind` says what went wrong. `name` is
 * `AbortError` for the kind `aborted`, `TimeoutError` for `timeout` and `ReporteiError` otherwise.
 *
 * @example
 * ```ts
 * import type { ReporteiError } from "reportei-customers";
 *
 * const words = (error: ReporteiError) => {
 *   switch (error.kind) {
 *     case "rate_limit":
 *       return `Too many calls: wait ${error.retryAfterMs} ms.`;
 *     case "invalid_argument":
 *       return `${error.argument} is wrong.`;
 *     default:
 *       return error.message;
 *   }
 * };
 * ```
 */
export type ReporteiError = InvalidArgumentError | RateLimitError | DecodeError | TokenNotStoredError | OtherReporteiError;
/**
 * The class, for `instanceof` within one copy of the package, and to read what `toJSON` gave.
 *
 * @example
 * ```js
 * const copy = await reportei.show(uuid).catch((error) => {
 *   if (!(error instanceof ReporteiError)) throw error;
 *   return ReporteiError.fromJSON(error.toJSON());
 * });
 * console.log(copy);
 * ```
 */
export const ReporteiError: {
  /** What `instanceof` looks at. */
  readonly prototype: ReporteiError;
  /** For the package alone: an error says what the client knows. */
  new (details: never): ReporteiError;
  /**
   * Makes an error of what `toJSON` returned, in another worker or process.
   *
   * @throws `TypeError` if `json` has no `fieldErrors`, which `toJSON` always returns. Nothing else is
   * checked.
   */
  fromJSON(json: object): ReporteiError;
};

/**
 * Whether it is a `ReporteiError`, of this or any other copy of the package.
 *
 * @example
 * ```js
 * import { isReporteiError } from "reportei-customers";
 *
 * try {
 *   await reportei.show(uuid);
 * } catch (error) {
 *   if (!isReporteiError(error)) throw error;
 *   console.log(error.kind, error.message);
 * }
 * ```
 */
export function isReporteiError(error: unknown): error is ReporteiError;
"#;
