/**
 * What a careful person would write by hand for the calls that are measured, with what this package
 * does too: arguments and answers checked, one kind of error that tells what happened, tokens masked
 * in it, a time-out that covers the body, an abort that is noticed at any moment, and retries with
 * full jitter, `Retry-After` and a budget, of `create` only where the server did nothing.
 */
import { Mismatch, createdOf, customerOf, pageOf } from "./checks.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REPEATED = [408, 425, 429, 500, 502, 503, 504];
const BASE_MS = 500;
const CAP_MS = 8_000;
const MAX_BODY_UNITS = 16 * 1024;
const WINDOW_MS = 10_000;

/**
 * @typedef {object} Options
 * @property {string} accessToken
 * @property {string} baseUrl
 * @property {typeof globalThis.fetch} [fetch]
 * @property {number} [timeoutMs]
 * @property {number} [maxRetries]
 * @property {number} [maxRetryDelayMs]
 *
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal]
 *
 * @typedef {object} Call
 * @property {"GET" | "POST"} method
 * @property {string} path
 * @property {object} [body]
 * @property {boolean} isSafe Whether being made twice leaves the server as made once.
 * @property {(body: any) => any} read
 */

export class HandwrittenError extends Error {
  /**
   * @param {string} kind
   * @param {string} message
   * @param {Record<string, unknown>} [details]
   */
  constructor(kind, message, details = {}) {
    super(message);
    this.name = "HandwrittenError";
    this.kind = kind;
    this.status = /** @type {number | undefined} */ (undefined);
    this.retryAfterMs = /** @type {number | undefined} */ (undefined);
    this.outcome = "not_sent";
    this.attempts = 0;
    Object.assign(this, details);
  }
}

export class HandwrittenClient {
  #options;
  #headers;
  /** When attempts of the last seconds began: the first ones, and those made again. */
  #first = /** @type {number[]} */ ([]);
  #again = /** @type {number[]} */ ([]);

  /** @param {Options} options */
  constructor(options) {
    if (!/^[!-~]+$/.test(options.accessToken)) throw wrong("accessToken");
    const { protocol } = new URL(options.baseUrl);
    if (protocol !== "https:" && protocol !== "http:") throw wrong("baseUrl");
    this.#options = { timeoutMs: 30_000, maxRetries: 2, maxRetryDelayMs: 60_000, ...options };
    this.#headers = {
      accept: "application/json",
      authorization: `Bearer ${options.accessToken}`,
    };
  }

  /**
   * @param {{ page?: number, per_page?: number }} [params]
   * @param {CallOptions} [options]
   */
  async list({ page, per_page } = {}, options) {
    const query = [];
    if (page !== undefined) query.push(`page=${whole(page, "page", 2 ** 32 - 1)}`);
    if (per_page !== undefined) query.push(`per_page=${whole(per_page, "per_page", 100)}`);
    const path = query.length ? `/customers?${query.join("&")}` : "/customers";
    return this.#call({ method: "GET", path, isSafe: true, read: pageOf }, options);
  }

  /**
   * @param {string} uuid
   * @param {CallOptions} [options]
   */
  async show(uuid, options) {
    if (typeof uuid !== "string" || !UUID.test(uuid)) throw wrong("uuid");
    const path = `/customers/${uuid}`;
    return this.#call({ method: "GET", path, isSafe: true, read: customerOf }, options);
  }

  /**
   * @param {{ name: string }} params
   * @param {CallOptions} [options]
   */
  async create({ name }, options) {
    if (typeof name !== "string" || name === "" || /\p{Surrogate}/u.test(name)) throw wrong("name");
    const call = { path: "/customers", body: { name }, isSafe: false, read: createdOf };
    return this.#call({ method: "POST", ...call }, options);
  }

  /**
   * @param {Call} call
   * @param {CallOptions} [options]
   */
  async #call(call, { signal } = {}) {
    const { maxRetries, maxRetryDelayMs } = this.#options;
    this.#first.push(Date.now());
    let isUnclear = false;
    for (let attempts = 1; ; attempts++) {
      try {
        return await this.#attempt(call, signal);
      } catch (error) {
        if (!(error instanceof HandwrittenError)) throw error;
        const { kind, status = 0, retryAfterMs } = error;
        const isUntouched = status === 429 || (status === 503 && retryAfterMs !== undefined);
        const isRefused = status >= 400 && status < 500 && status !== 408;
        error.attempts = attempts;
        error.outcome = isUntouched || isRefused ? "rejected" : "unknown";
        if (kind === "decode") error.outcome = "applied";
        else if (isUnclear) error.outcome = "unknown";
        isUnclear ||= !isUntouched;
        const isRepeated = kind === "network" || kind === "timeout" || REPEATED.includes(status);
        if (!isRepeated || !(call.isSafe || isUntouched) || attempts > maxRetries) throw error;
        const most = Math.min(BASE_MS * 2 ** (attempts - 1), CAP_MS);
        const delay = retryAfterMs ?? Math.ceil(Math.random() * most);
        if (delay > maxRetryDelayMs || !this.#isPaid()) throw error;
        await sleep(delay, signal);
      }
    }
  }

  /** One more for every five first attempts of the last seconds, and ten in any case. */
  #isPaid() {
    const since = Date.now() - WINDOW_MS;
    this.#first = this.#first.filter((time) => time > since);
    this.#again = this.#again.filter((time) => time > since);
    if (this.#again.length >= 10 + this.#first.length / 5) return false;
    this.#again.push(Date.now());
    return true;
  }

  /**
   * @param {Call} call
   * @param {AbortSignal} [signal]
   */
  async #attempt({ method, path, body, read }, signal) {
    const { baseUrl, fetch = globalThis.fetch, timeoutMs } = this.#options;
    if (signal?.aborted) throw aborted(signal);
    const controller = new AbortController();
    const abort = () => controller.abort();
    signal?.addEventListener("abort", abort);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      controller.abort();
    }, timeoutMs);
    let status, headers, text;
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers: body ? { ...this.#headers, "content-type": "application/json" } : this.#headers,
        body: body && JSON.stringify(body),
        redirect: "manual",
        signal: controller.signal,
      });
      ({ status, headers } = response);
      text = await response.text();
    } catch (cause) {
      if (signal?.aborted) throw aborted(signal);
      if (isLate) throw new HandwrittenError("timeout", "no whole answer came in time", { cause });
      throw new HandwrittenError("network", "no whole answer came", { cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
    const url = baseUrl + path;
    if (status < 200 || status > 299) throw this.#refusal(method, url, status, headers, text);
    try {
      return read(JSON.parse(text));
    } catch (error) {
      const path = error instanceof Mismatch ? error.path : "";
      const message = error instanceof Mismatch ? error.message : "the API's answer is no JSON";
      const details = { method, url, status, path, body: this.#masked(text) };
      throw new HandwrittenError("decode", message, details);
    }
  }

  /**
   * @param {string} method
   * @param {string} url
   * @param {number} status
   * @param {Headers} headers
   * @param {string} text
   */
  #refusal(method, url, status, headers, text) {
    const masked = this.#masked(text);
    let body;
    try {
      body = JSON.parse(masked);
    } catch {
      body = masked;
    }
    const fieldErrors = body?.errors ?? body?.error?.details;
    const said = body?.message ?? body?.error?.message ?? body?.error;
    const message = typeof said === "string" ? said : `the API answered ${status}`;
    return new HandwrittenError(kindOf(status, fieldErrors), message, {
      method,
      url,
      status,
      body,
      fieldErrors,
      limit: number(headers.get("x-ratelimit-limit")),
      remaining: number(headers.get("x-ratelimit-remaining")),
      requestId: headers.get("x-request-id") ?? undefined,
      retryAfterMs: retryAfter(headers, status),
    });
  }

  /** @param {string} text */
  #masked(text) {
    return text
      .slice(0, MAX_BODY_UNITS)
      .replaceAll(this.#options.accessToken, "***")
      .replaceAll(/("(?:api_token|access_token|token)"\s*:\s*")[^"]*/g, "$1***");
  }
}

/**
 * @param {number} status
 * @param {unknown} fieldErrors
 */
function kindOf(status, fieldErrors) {
  if (status === 422 || (status === 400 && fieldErrors)) return "validation";
  if (status >= 500) return "server";
  /** @type {Record<number, string>} */
  const kinds = { 401: "authentication", 403: "permission", 404: "not_found", 429: "rate_limit" };
  return kinds[status] ?? "http";
}

/**
 * @param {Headers} headers
 * @param {number} status
 */
function retryAfter(headers, status) {
  const given = headers.get("retry-after");
  const seconds = number(given);
  if (seconds !== undefined) return seconds * 1000;
  const date = given?.endsWith("GMT") ? Date.parse(given) : NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - Date.now());
  const reset = status === 429 ? number(headers.get("x-ratelimit-reset")) : undefined;
  return reset === undefined ? undefined : Math.max(0, reset * 1000 - Date.now());
}

/** @param {string | null} text */
const number = (text) => (text !== null && /^\s*\d+\s*$/.test(text) ? Number(text) : undefined);

/** @param {string} argument */
const wrong = (argument) =>
  new HandwrittenError("invalid_argument", `${argument} is not what it must be`, { argument });

/** @param {AbortSignal} signal */
const aborted = (signal) =>
  new HandwrittenError("aborted", "the caller aborted the call", { cause: signal.reason });

/**
 * @param {number} value
 * @param {string} name
 * @param {number} most
 */
function whole(value, name, most) {
  if (!Number.isInteger(value) || value < 1 || value > most) throw wrong(name);
  return value;
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 */
function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      if (signal) reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve(undefined);
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
